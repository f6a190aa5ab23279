/** Brings the value of an operation into the types of the schema, by the place that its path leads to. */

import { parsePatchPath } from '#scim/filter/parse.ts';
import { isObject, type Json, type JsonObject } from '#scim/json.ts';
import { isWritable, normaliseValue } from '#scim/normalise.ts';
import type { Changes, PatchOp, PatchOperation } from '#scim/patch/operation.ts';
import { type Aim, type Place, placeAt, placeOf, wholeAttribute } from '#scim/patch/place.ts';
import { asList, complexFromScalar } from '#scim/quirks.ts';
import { type Attribute, attributeNamed } from '#scim/schema/attribute.ts';
import { pathOf, type ResourceSchemas } from '#scim/schema/schema.ts';
import { ScimError } from '#scim/scim-error.ts';

/** What an operation is read against. */
export interface Reading {
  readonly schemas: ResourceSchemas;
  readonly op: PatchOp;
  /** Takes the name of an attribute that the schemas do not have. */
  readonly ignore: (name: string) => void;
}

/**
 * Reads an operation that has a path.
 *
 * @param value null where the operation has none.
 * @throws {ScimError} 400: `invalidPath`; `mutability` where the path names `id`, `meta`, `groups` or
 *   another read-only attribute; `invalidValue`.
 */
export function readPath(reading: Reading, path: string, value: Json): readonly PatchOperation[] {
  const place = placeAt(reading.schemas, path);
  if (place.kind === 'readOnly') throw ScimError.mutability(place.path);
  return readAt(reading, place, value);
}

/**
 * Reads the value of an operation without a path: each name is a path of its own, as Entra sends
 * `name.givenName` and `emails[type eq "work"].value`. Read-only attributes are passed over.
 */
export function readAttributes(reading: Reading, value: JsonObject): readonly PatchOperation[] {
  return Object.entries(value).flatMap(([name, entry]) => {
    const place = readName(reading, name, (text) => placeAt(reading.schemas, text));
    return place === undefined ? [] : readAt(reading, place, entry);
  });
}

/** A name that is no path is an attribute that we do not have; a broken bracket is an error. */
function readName<Result>(
  { ignore }: Reading,
  name: string,
  read: (text: string) => Result,
): Result | undefined {
  try {
    return read(name);
  } catch (error) {
    if (name.includes('[')) throw error;
    ignore(name);
    return undefined;
  }
}

function readAt(reading: Reading, place: Place, value: Json): readonly PatchOperation[] {
  switch (place.kind) {
    case 'attribute':
      return [readAim(place.aim, reading.op, value)];
    case 'extension':
      return readExtension(reading, place.extension, value);
    case 'core':
      return readCore(reading, value);
    case 'unknown':
      reading.ignore(place.name);
      return [];
    case 'readOnly':
    case 'passedOver':
      return [];
  }
}

/** The path was the URN of the core schema: the same as none, but for what cannot be meant. */
function readCore(reading: Reading, value: Json): readonly PatchOperation[] {
  const { id } = reading.schemas.core;
  if (reading.op === 'remove') throw ScimError.mutability(id, `${id} must keep its values`);
  if (!isObject(value)) throw ScimError.invalidValue(`${id} must be a JSON object`, id);
  return readAttributes(reading, value);
}

/** The path was the URN of an extension: each of its attributes, or all of them where it empties. */
function readExtension(
  reading: Reading,
  extension: Attribute,
  value: Json,
): readonly PatchOperation[] {
  const attributes = extension.subAttributes ?? [];
  if (reading.op === 'remove' || value === null || value === '') {
    return attributes
      .filter(isWritable)
      .map((attribute) => readAim(wholeAttribute(extension, attribute), 'remove', null));
  }
  if (!isObject(value)) {
    throw ScimError.invalidValue(`${extension.name} must be a JSON object`, extension.name);
  }
  return Object.entries(value).flatMap(([name, entry]) => {
    const path = readName(reading, name, parsePatchPath);
    if (path === undefined) return [];
    const attrPath = { ...path.attrPath, uri: extension.name };
    return readAt(reading, placeOf(reading.schemas, { ...path, attrPath }), entry);
  });
}

function readAim(aim: Aim, op: PatchOp, value: Json): PatchOperation {
  const { extension, attribute, subAttribute, parents, selection } = aim;
  if (attribute.multiValued && (selection !== undefined || subAttribute !== undefined)) {
    const partial = subAttribute !== undefined;
    const changes = readChanges(aim, op, value);
    return { kind: 'selected', op, selection, partial, changes, extension, attribute };
  }
  if (attribute.multiValued) {
    return { kind: 'list', op, values: readList(aim, op, value), extension, attribute };
  }
  if (attribute.type === 'complex') {
    return { kind: 'complex', changes: readChanges(aim, op, value), extension, attribute };
  }
  const result = op === 'remove' ? undefined : normaliseValue(attribute, value, parents);
  return { kind: 'simple', value: result, extension, attribute };
}

/** @returns undefined for all values (a `remove` without a value), or for no value. */
function readList({ attribute, parents }: Aim, op: PatchOp, value: Json) {
  const list = normaliseValue(attribute, value, parents) as readonly Json[] | undefined;
  const listsNothing = op === 'remove' && value !== null && value !== '' && list === undefined;
  return listsNothing ? [] : list;
}

/** @returns undefined where the whole value is to go. */
function readChanges(aim: Aim, op: PatchOp, value: Json): Changes | undefined {
  const { attribute, subAttribute, parents } = aim;
  const within = [...parents, attribute];
  if (subAttribute !== undefined) {
    const result = op === 'remove' ? undefined : normaliseValue(subAttribute, value, within);
    return { [subAttribute.name]: result ?? null };
  }
  if (op === 'remove') return undefined;
  const [first = null, ...more] = asList(value);
  if (first === null || first === '') return undefined;
  const scalar = typeof first === 'string' || typeof first === 'number';
  const object = scalar ? complexFromScalar(attribute, first) : first;
  if (!isObject(object) || more.length > 0) {
    throw ScimError.invalidValue(`${pathOf(within)} must be one JSON object`, pathOf(within));
  }
  return subAttributeChanges(attribute, object, within);
}

function subAttributeChanges(
  { subAttributes = [] }: Attribute,
  object: JsonObject,
  within: readonly Attribute[],
): Changes {
  const changes: Record<string, Json> = {};
  for (const [name, entry] of Object.entries(object)) {
    const subAttribute = attributeNamed(subAttributes, name);
    if (subAttribute === undefined || !isWritable(subAttribute)) continue;
    changes[subAttribute.name] = normaliseValue(subAttribute, entry, within) ?? null;
  }
  return changes;
}
