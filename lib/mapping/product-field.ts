/** What a product calls an attribute, and how that is read from a user. */

import { identityEmail } from '#mapping/keys.ts';
import { comparisonKey } from '#scim/filter/compare.ts';
import { fold } from '#scim/fold.ts';
import { isObject, type Json, type JsonObject } from '#scim/json.ts';
import { isWritable } from '#scim/normalise.ts';
import { aimAt, operationAt } from '#scim/patch/aim.ts';
import type { PatchOperation, Selection } from '#scim/patch/operation.ts';
import { valueAt } from '#scim/resource.ts';
import { type Attribute, attributeNamed } from '#scim/schema/attribute.ts';
import { type AttributeSteps, pathOf } from '#scim/schema/schema.ts';
import { mutability } from '#scim/scim-error.ts';

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
 * The operation of a PATCH that sets the field: of several values the one that is read, or a new one for
 * work.
 *
 * @param value null takes the value away.
 * @throws {ScimError} 400: `mutability` where nobody may set it; `invalidValue`.
 */
export function fieldOperation(
  { steps }: Field,
  resource: JsonObject,
  value: Json,
): PatchOperation {
  if (!steps.every(isWritable)) throw mutability(pathOf(steps));
  const op = value === null ? 'remove' : 'add';
  const aim = aimAt(steps);
  const last = steps.at(-1) as Attribute;
  if (!last.multiValued) return operationAt(aim, op, value);
  const subAttribute = attributeNamed(last.subAttributes ?? [], 'value');
  if (subAttribute === undefined) {
    throw mutability(pathOf(steps), `${pathOf(steps)} has no values that can be set here`);
  }
  const values = valueAt(resource, steps);
  const chosen = Array.isArray(values) ? elementOf(last.name, values) : undefined;
  const selection = selectionOf(chosen, subAttribute);
  return operationAt({ ...aim, subAttribute, selection }, op, value);
}

function elementOf(name: string, values: readonly Json[]): JsonObject | undefined {
  return name === 'emails' ? primaryElse(isWork, values) : chosenValue(values);
}

/** What `[type eq "work"]`, `[primary eq true]` or `[value eq "…"]` selects, as the element needs it. */
function selectionOf(chosen: JsonObject | undefined, valueAttribute: Attribute): Selection {
  const common = { terms: 1, template: undefined, hasKnownType: false, values: undefined };
  if (chosen === undefined || isWork(chosen)) {
    return { ...common, matches: isWork, template: { type: 'work' } };
  }
  if (isPrimary(chosen)) return { ...common, matches: isPrimary };
  const key = comparisonKey(valueAttribute);
  const wanted = chosen.value;
  const matches = ({ value }: JsonObject) =>
    value !== undefined && wanted !== undefined && key(value) === key(wanted);
  return { ...common, matches };
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
