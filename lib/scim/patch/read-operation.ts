/** Reads an operation with a path, or without one: then each name in its value is a path. */

import { parsePatchPath } from '#scim/filter/parse.ts';
import { isObject, type Json, type JsonObject } from '#scim/json.ts';
import { isWritable } from '#scim/normalise.ts';
import { aimAt, operationAt } from '#scim/patch/aim.ts';
import type { PatchOp, PatchOperation } from '#scim/patch/operation.ts';
import { type Place, placeAt, placeOf } from '#scim/patch/place.ts';
import type { Attribute } from '#scim/schema/attribute.ts';
import type { ResourceSchemas } from '#scim/schema/schema.ts';
import { invalidValue, mutability } from '#scim/scim-error.ts';

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
  if (place.kind === 'readOnly') throw mutability(place.path);
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
      return [operationAt(place.aim, reading.op, value)];
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
  if (reading.op === 'remove') throw mutability(id, `${id} must keep its values`);
  if (!isObject(value)) throw invalidValue(`${id} must be a JSON object`, id);
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
      .map((attribute) => operationAt(aimAt([extension, attribute]), 'remove', null));
  }
  if (!isObject(value)) {
    throw invalidValue(`${extension.name} must be a JSON object`, extension.name);
  }
  return Object.entries(value).flatMap(([name, entry]) => {
    const path = readName(reading, name, parsePatchPath);
    if (path === undefined) return [];
    const attrPath = { ...path.attrPath, uri: extension.name };
    return readAt(reading, placeOf(reading.schemas, { ...path, attrPath }), entry);
  });
}
