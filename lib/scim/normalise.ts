/**
 * Builds a resource out of what a client sent: only what the schema has, in the schema's spelling
 * and types (RFC 7643 §2.1, §2.5). Nothing of the parsed body is ever spread or kept.
 */

import { instant } from '#scim/date-time.ts';
import { isObject, type Json, type JsonObject } from '#scim/json.ts';
import { checkCount, isEmptyShell, mergeRepeated, type Values } from '#scim/plural-values.ts';
import { asList, booleanFromText, complexFromScalar, numberFromText } from '#scim/quirks.ts';
import { type Attribute, attributeNamed } from '#scim/schema/attribute.ts';
import { isExtension, pathOf, type ResourceSchemas } from '#scim/schema/schema.ts';
import { invalidValue, type ScimError } from '#scim/scim-error.ts';

export interface Normalised {
  readonly resource: JsonObject;
  /** Names in the body that the schemas do not have, as sent; those of an extension behind its URN. */
  readonly ignored: readonly string[];
}

/**
 * Takes in the body of a POST or PUT (RFC 7644 §3.3, §3.5.1).
 *
 * `""`, `null`, `[]` and `{}` are unassigned. Read-only attributes, passwords and whatever the
 * schemas do not have are left out. Names count in any case; of two spellings the last counts.
 *
 * @throws {ScimError} `invalidValue` (400), naming the attribute.
 */
export function normalise(schemas: ResourceSchemas, body: JsonObject): Normalised {
  const { resource, ignored } = normaliseSimple(schemas, body);
  return { resource: tidy(schemas, resource), ignored };
}

/**
 * The same for a body of simple attributes, as of a group without its members: nothing of it has to be
 * tidied.
 */
export function normaliseSimple({ attributes }: ResourceSchemas, body: JsonObject): Normalised {
  return {
    resource: normaliseMembers(attributes, body, []),
    ignored: unknownNames(attributes, body),
  };
}

/**
 * One value of an attribute, or of one of its sub-attributes, in the types of the schema.
 *
 * @param parents the attributes that it stands in, for messages.
 * @returns undefined where the value is unassigned. Of a multi-valued attribute always a list, whose
 *   values may still be empty shells: `tidy` drops those when a request has been applied whole.
 * @throws {ScimError} `invalidValue` (400), naming the attribute.
 */
export function normaliseValue(
  attribute: Attribute,
  value: Json,
  parents: readonly Attribute[] = [],
): Json | undefined {
  if (!attribute.multiValued) return single(attribute, onlyOne(attribute, value, parents), parents);
  const values = value === null || value === '' ? [] : asList(value);
  const list = values.flatMap((entry) => single(attribute, entry, parents) ?? []);
  return list.length === 0 ? undefined : list;
}

/**
 * Finishes a resource that a request has built: drops values that are empty shells and repetitions
 * of one `type` and `value` (RFC 7643 §2.4), and what is empty then.
 *
 * @throws {ScimError} `invalidValue` (400) where several values are primary.
 */
export function tidy(schemas: ResourceSchemas, resource: JsonObject): JsonObject {
  return tidyMembers(schemas.attributes, resource);
}

/**
 * Finishes one attribute of a resource, like `tidy`.
 *
 * @returns undefined where nothing of it is left.
 * @throws {ScimError} `invalidValue` (400) where several values are primary.
 */
export function tidyMember(
  { attributes }: ResourceSchemas,
  name: string,
  value: Json | undefined,
): Json | undefined {
  const attribute = attributeNamed(attributes, name);
  return attribute === undefined || value === undefined ? undefined : tidyValue(attribute, value);
}

/** Whether a client may set the attribute; one that it may not is passed over in a body. */
export function isWritable({ mutability }: Attribute): boolean {
  return mutability === 'readWrite' || mutability === 'immutable';
}

function normaliseMembers(
  attributes: readonly Attribute[],
  object: JsonObject,
  parents: readonly Attribute[],
): JsonObject {
  const members: Record<string, Json> = {};
  for (const [name, value] of Object.entries(object)) {
    const attribute = attributeNamed(attributes, name);
    if (attribute === undefined || !isWritable(attribute)) continue;
    const normalised = normaliseValue(attribute, value, parents);
    if (normalised === undefined) delete members[attribute.name];
    else members[attribute.name] = normalised;
  }
  return members;
}

function unknownNames(attributes: readonly Attribute[], object: JsonObject): readonly string[] {
  return Object.entries(object).flatMap(([name, value]) => {
    const attribute = attributeNamed(attributes, name);
    if (attribute === undefined) return [name];
    if (!isExtension(attribute) || !isObject(value)) return [];
    const inner = unknownNames(attribute.subAttributes ?? [], value);
    return inner.map((unknown) => pathOf([attribute, { name: unknown }]));
  });
}

function onlyOne(attribute: Attribute, value: Json, parents: readonly Attribute[]): Json {
  const [first = null, ...more] = asList(value);
  if (more.length > 0) throw refuse(attribute, parents, 'has one value, not several');
  return first;
}

function single(
  attribute: Attribute,
  value: Json,
  parents: readonly Attribute[],
): Json | undefined {
  if (value === null || value === '') return undefined;
  switch (attribute.type) {
    case 'complex':
      return complex(attribute, value, parents);
    case 'boolean':
      return boolean(attribute, value, parents);
    case 'integer':
    case 'decimal':
      return number(attribute, value, parents);
    case 'dateTime':
      return dateTime(attribute, value, parents);
    default:
      return text(attribute, value, parents);
  }
}

function complex(attribute: Attribute, value: Json, parents: readonly Attribute[]) {
  const scalar = typeof value === 'string' || typeof value === 'number';
  const object = scalar ? complexFromScalar(attribute, value) : value;
  if (!isObject(object)) throw refuse(attribute, parents, 'must be a JSON object');
  const nested = [...parents, attribute];
  const members = normaliseMembers(attribute.subAttributes ?? [], object, nested);
  return Object.keys(members).length === 0 ? undefined : members;
}

function boolean(attribute: Attribute, value: Json, parents: readonly Attribute[]): boolean {
  const result = typeof value === 'string' ? booleanFromText(value) : value;
  if (typeof result !== 'boolean') throw refuse(attribute, parents, 'must be true or false');
  return result;
}

function number(attribute: Attribute, value: Json, parents: readonly Attribute[]): number {
  const result = typeof value === 'string' ? numberFromText(value) : value;
  const fits =
    attribute.type === 'integer' ? Number.isSafeInteger(result) : Number.isFinite(result);
  if (typeof result !== 'number' || !fits) throw refuse(attribute, parents, 'must be a number');
  return result;
}

function dateTime(attribute: Attribute, value: Json, parents: readonly Attribute[]): string {
  const result = text(attribute, value, parents);
  if (instant(result) === undefined) throw refuse(attribute, parents, 'must be a date and time');
  return result;
}

/** Takes numbers too, as Okta sends `employeeNumber`, if they are still what the client wrote. */
function text(attribute: Attribute, value: Json, parents: readonly Attribute[]): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') throw refuse(attribute, parents, 'must be a string');
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw refuse(attribute, parents, 'must be a string: the number is too large to keep exactly');
  }
  return String(value);
}

function tidyMembers(attributes: readonly Attribute[], object: JsonObject): JsonObject {
  const members: Record<string, Json> = {};
  for (const name of Object.keys(object)) {
    const attribute = attributeNamed(attributes, name);
    const tidied = attribute === undefined ? undefined : tidyValue(attribute, object[name] as Json);
    if (tidied !== undefined) members[name] = tidied;
  }
  return members;
}

function tidyValue(attribute: Attribute, value: Json): Json | undefined {
  if (Array.isArray(value)) return tidyList(attribute, value);
  if (!isObject(value)) return value;
  const members = tidyMembers(attribute.subAttributes ?? [], value);
  return Object.keys(members).length === 0 ? undefined : members;
}

function tidyList(attribute: Attribute, list: Values): Json | undefined {
  checkCount(attribute, list);
  const values = mergeRepeated(
    attribute,
    list.filter((value) => !isEmptyShell(value)),
  );
  if (values.filter((value) => isObject(value) && value.primary === true).length > 1) {
    throw refuse(attribute, [], 'has more than one primary value: mark one of them');
  }
  return values.length === 0 ? undefined : values;
}

function refuse(attribute: Attribute, parents: readonly Attribute[], rule: string): ScimError {
  const path = pathOf([...parents, attribute]);
  return invalidValue(`${path} ${rule}`, path);
}
