/**
 * Users as flat lists of facts, for the naive evaluator: `emails.value` of the second e-mail is
 * `a@x`. Written by hand from RFC 7643, without a look at our schemas.
 */

import { isObject, type Json, type JsonObject } from '#scim/json.ts';

export const CORE = 'urn:ietf:params:scim:schemas:core:2.0:user';
export const EXTENSIONS: Readonly<Record<string, string>> = {
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:user': '<enterprise>',
  'urn:example:params:scim:schemas:extension:badge:1.0:user': '<badge>',
};

export type Kind = 'text' | 'exact' | 'boolean' | 'instant' | 'number' | 'binary' | 'complex';

/** Paths in lower case; an extension's begin with a short name that no client can spell. */
export const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['schemas', 'exact'],
  ['id', 'exact'],
  ['externalid', 'exact'],
  ['username', 'text'],
  ['title', 'text'],
  ['usertype', 'text'],
  ['profileurl', 'exact'],
  ['active', 'boolean'],
  ['name', 'complex'],
  ['name.givenname', 'text'],
  ['name.familyname', 'text'],
  ['emails', 'complex'],
  ['emails.value', 'text'],
  ['emails.type', 'text'],
  ['emails.display', 'text'],
  ['emails.primary', 'boolean'],
  ['addresses', 'complex'],
  ['addresses.type', 'text'],
  ['addresses.country', 'text'],
  ['addresses.display', 'text'],
  ['addresses.primary', 'boolean'],
  ['x509certificates', 'complex'],
  ['x509certificates.value', 'binary'],
  ['x509certificates.type', 'text'],
  ['x509certificates.display', 'text'],
  ['x509certificates.primary', 'boolean'],
  ['meta', 'complex'],
  ['meta.resourcetype', 'exact'],
  ['meta.created', 'instant'],
  ['meta.lastmodified', 'instant'],
  ['meta.location', 'exact'],
  ['meta.version', 'exact'],
  ['<enterprise>', 'complex'],
  ['<enterprise>:department', 'text'],
  ['<enterprise>:employeenumber', 'text'],
  ['<enterprise>:manager', 'complex'],
  ['<enterprise>:manager.value', 'text'],
  ['<enterprise>:manager.$ref', 'exact'],
  ['<badge>', 'complex'],
  ['<badge>:level', 'number'],
  ['<badge>:score', 'number'],
  ['<badge>:since', 'instant'],
  ['<badge>:colours', 'text'],
]);

/** Of these a user has several values. */
export const PLURAL: ReadonlySet<string> = new Set([
  'schemas',
  'emails',
  'addresses',
  'x509certificates',
  '<badge>:colours',
]);

export interface Fact {
  readonly path: string;
  readonly value: string | number | boolean;
  /** Which value of a multi-valued attribute it is part of; 0 elsewhere. */
  readonly element: number;
  /** Said by nobody: a missing `primary` is false (RFC 7643 §2.4). */
  readonly assumed: boolean;
}

export function factsOf(user: JsonObject): readonly Fact[] {
  return Object.entries(user).flatMap(([name, value]) => {
    const short = EXTENSIONS[name.toLowerCase()];
    return short === undefined ? factsAt(name, value, 0) : membersOf(`${short}:`, value, 0);
  });
}

function membersOf(prefix: string, value: Json, element: number): Fact[] {
  const members = isObject(value) ? Object.entries(value) : [];
  return members.flatMap(([name, member]) => factsAt(`${prefix}${name}`, member, element));
}

function factsAt(name: string, value: Json, element: number): Fact[] {
  const path = name.toLowerCase();
  if (Array.isArray(value)) return value.flatMap((entry, index) => elementAt(path, entry, index));
  if (isObject(value)) return membersOf(`${path}.`, value, element);
  return value === null ? [] : [{ path, value: value as Fact['value'], element, assumed: false }];
}

function elementAt(path: string, value: Json, element: number): Fact[] {
  const facts = factsAt(path, value, element);
  const primary = `${path}.primary`;
  if (!KINDS.has(primary) || facts.some((fact) => fact.path === primary)) return facts;
  return [...facts, { path: primary, value: false, element, assumed: true }];
}
