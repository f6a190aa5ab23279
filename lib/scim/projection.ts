/** `attributes` and `excludedAttributes`, RFC 7644 §3.9. */

import { parseAttrPath } from '#scim/attr-path.ts';
import { isObject, type Json, type JsonObject } from '#scim/json.ts';
import type { Attribute } from '#scim/schema/attribute.ts';
import { findAttribute, isCoreUrn, type ResourceSchemas } from '#scim/schema/schema.ts';
import { invalidValue } from '#scim/scim-error.ts';

/** Named attributes; an empty node stands for all of an attribute. */
type Names = Map<string, Names>;

export interface Projection {
  readonly kind: 'default' | 'only' | 'without';
  readonly names: ReadonlyMap<string, Names>;
}

/** What is returned whatever was asked for: "returned" is "always" (RFC 7643 §7). */
const ALWAYS: ReadonlySet<string> = new Set(['schemas', 'id']);

/**
 * @param attributes, excludedAttributes names in attribute notation; of `emails[type eq "work"]`
 *   what stands before the bracket. Names that the schemas do not have ask for nothing.
 * @throws {ScimError} `invalidValue` (400) when both are given: they exclude each other.
 */
export function readProjection(
  schemas: ResourceSchemas,
  attributes: readonly string[] = [],
  excludedAttributes: readonly string[] = [],
): Projection {
  if (attributes.length > 0 && excludedAttributes.length > 0) {
    throw invalidValue('attributes and excludedAttributes exclude each other');
  }
  if (attributes.length > 0) return { kind: 'only', names: readNames(schemas, attributes) };
  if (excludedAttributes.length === 0) return { kind: 'default', names: new Map() };
  return { kind: 'without', names: readNames(schemas, excludedAttributes) };
}

/** The resource as it is returned. */
export function project({ kind, names }: Projection, resource: JsonObject): JsonObject {
  if (kind === 'default') return resource;
  const always = Object.entries(resource).filter(([name]) => ALWAYS.has(name));
  const chosen = kind === 'only' ? pick(resource, names) : omit(resource, names);
  return { ...Object.fromEntries(always), ...chosen };
}

/** Whether any part of an attribute of the core schema is returned: else it need not be read. */
export function wants({ kind, names }: Projection, attribute: string): boolean {
  if (kind === 'only') return names.has(attribute);
  return names.get(attribute)?.size !== 0;
}

function readNames(schemas: ResourceSchemas, paths: readonly string[]): Names {
  const names: Names = new Map();
  for (const path of paths) {
    const attrPath = parseAttrPath(path.replace(/\[.*$/s, '').trim());
    if (attrPath === undefined) continue;
    if (isCoreUrn(schemas, path.trim())) {
      for (const { name } of schemas.core.attributes) names.set(name, new Map());
    }
    const steps = findAttribute(schemas, attrPath);
    if (steps !== undefined) addName(names, steps);
  }
  return names;
}

/** A shorter path asks for all that a longer one does. */
function addName(names: Names, steps: readonly Attribute[]): void {
  let node = names;
  for (const [index, { name }] of steps.entries()) {
    const known = node.get(name);
    if (known?.size === 0) return;
    const isLast = index === steps.length - 1;
    const next: Names = isLast ? new Map() : (known ?? new Map());
    node.set(name, next);
    node = next;
  }
}

function pick(object: JsonObject, names: ReadonlyMap<string, Names>): JsonObject {
  const picked: Record<string, Json> = {};
  for (const [name, within] of names) {
    const value = object[name];
    const part = value === undefined || within.size === 0 ? value : inside(value, within, pick);
    if (part !== undefined) picked[name] = part;
  }
  return picked;
}

function omit(object: JsonObject, names: ReadonlyMap<string, Names>): JsonObject {
  const rest: Record<string, Json> = {};
  for (const [name, value] of Object.entries(object)) {
    const within = names.get(name);
    if (within?.size === 0) continue;
    const part = within === undefined ? value : inside(value, within, omit);
    if (part !== undefined) rest[name] = part;
  }
  return rest;
}

/** Applies to a complex value, or to each of several; what is empty then is left out. */
function inside(value: Json, names: Names, choose: typeof pick): Json | undefined {
  if (Array.isArray(value)) {
    const list = value.flatMap((entry: Json) => inside(entry, names, choose) ?? []);
    return list.length === 0 ? undefined : list;
  }
  if (!isObject(value)) return value;
  const part = choose(value, names);
  return Object.keys(part).length === 0 ? undefined : part;
}
