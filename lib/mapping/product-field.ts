/** What a product calls an attribute, and how that is read from a user. */

import { identityEmail } from '#mapping/keys.ts';
import { fold } from '#scim/fold.ts';
import { isObject, type Json, type JsonObject } from '#scim/json.ts';
import { valueAt } from '#scim/resource.ts';
import { type AttributeSteps, pathOf } from '#scim/schema/schema.ts';

/** Identity providers that a set-up guide is written for. */
export const IDENTITY_PROVIDERS = [
  'okta',
  'entra',
  'google',
  'jumpcloud',
  'onelogin',
  'rippling',
  'yeshid',
] as const;

export type IdentityProvider = (typeof IDENTITY_PROVIDERS)[number];

export interface ProductField {
  /** In the product's spelling: what the admin API and the product call it. */
  readonly name: string;
  /**
   * The attribute: `name.givenName`. Of a multi-valued one the value of one element is meant: of
   * `emails` the identity e-mail; of others type work, else primary, else the first.
   */
  readonly path: string;
  /** For the attribute table of the set-up guide. @default what `core-fields.ts` says of the path */
  readonly description?: string;
  /**
   * What an identity provider fills it from, where it says so itself; else the admin chooses.
   *
   * @default what `core-fields.ts` says of the path
   */
  readonly sources?: Readonly<Partial<Record<IdentityProvider, string>>>;
}

export interface Field extends ProductField {
  readonly steps: AttributeSteps;
}

/** The value of the field, if the user has one. */
export function fieldValue({ steps }: Field, resource: JsonObject): Json | undefined {
  const [first] = steps;
  if (first.name === 'emails') return identityEmail(resource);
  const value = valueAt(resource, steps);
  if (steps.length > 1 || !Array.isArray(value)) return value;
  return chosenValue(value)?.value;
}

/**
 * The path of a PATCH that sets the field: of several values the one that is read, or a new one for
 * work.
 */
export function fieldPath({ steps }: Field, resource: JsonObject): string {
  const path = pathOf(steps);
  const last = steps.at(-1);
  if (!last?.multiValued) return path;
  const values = valueAt(resource, steps);
  const chosen = Array.isArray(values) ? elementOf(last.name, values) : undefined;
  return `${path}[${selectionOf(chosen)}].value`;
}

function elementOf(name: string, values: readonly Json[]): JsonObject | undefined {
  return name === 'emails' ? primaryElse(isWork, values) : chosenValue(values);
}

function selectionOf(chosen: JsonObject | undefined): string {
  if (chosen === undefined || isWork(chosen)) return 'type eq "work"';
  if (isPrimary(chosen)) return 'primary eq true';
  return `value eq ${JSON.stringify(chosen.value)}`;
}

/** Type work, else primary, else the first. */
function chosenValue(values: readonly Json[]): JsonObject | undefined {
  const objects = values.filter(isObject);
  return objects.find(isWork) ?? objects.find(isPrimary) ?? objects[0];
}

function primaryElse(isNext: (value: JsonObject) => boolean, values: readonly Json[]) {
  const objects = values.filter(isObject);
  return objects.find(isPrimary) ?? objects.find(isNext) ?? objects[0];
}

function isWork({ type }: JsonObject): boolean {
  return typeof type === 'string' && fold(type) === 'work';
}

function isPrimary({ primary }: JsonObject): boolean {
  return primary === true;
}
