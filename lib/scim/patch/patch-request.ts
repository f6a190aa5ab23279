/** Reads the PatchOp message of RFC 7644 §3.5.2, before the resource is read. */

import { isObject, type Json, type JsonObject, member } from '#scim/json.ts';
import type { PatchOp, PatchOperation } from '#scim/patch/operation.ts';
import { type Reading, readAttributes, readPath } from '#scim/patch/read-operation.ts';
import { countShapes } from '#scim/plural-values.ts';
import { findAttribute, type ResourceSchemas } from '#scim/schema/schema.ts';
import {
  invalidPath,
  invalidSyntax,
  invalidValue,
  noTarget,
  type ScimError,
} from '#scim/scim-error.ts';

/** Operations in one request. */
export const MAX_OPERATIONS = 1000;
/**
 * Passes over the values of multi-valued attributes: one for each operation on them, of which a value
 * without a path may hold thousands, and one for each further comparison in its path, or set of
 * sub-attributes in the list of a remove.
 */
export const MAX_PASSES = 2000;

export interface PatchRequest {
  readonly operations: readonly PatchOperation[];
  /** Attributes that the request names and the schemas do not have. */
  readonly ignored: readonly string[];
}

const OPS: readonly string[] = ['add', 'replace', 'remove'];

/**
 * The names of the message and the `op` count in any case, and `schemas` may be missing: Entra and
 * others send both. An operation without a path becomes one operation for each of its attributes.
 *
 * @throws {ScimError} 400: `invalidSyntax` for a body that is no such message or has more than
 *   `MAX_OPERATIONS` or `MAX_PASSES`, `invalidPath`, `noTarget` for a `remove` without a path, `mutability` for a
 *   path to a read-only attribute, `invalidValue`.
 */
export function readPatchRequest(schemas: ResourceSchemas, body: Json): PatchRequest {
  const ignored: string[] = [];
  const ignore = (name: string) => ignored.push(name);
  const operations: PatchOperation[] = [];
  let passes = 0;
  for (const operation of listOperations(body)) {
    if (!isObject(operation)) throw invalidSyntax('an operation must be a JSON object');
    for (const read of readOperation(operation, schemas, ignore)) {
      operations.push(read);
      passes += passesOf(read);
    }
    if (passes > MAX_PASSES) throw tooManyPasses();
  }
  return { operations, ignored };
}

function listOperations(body: Json): readonly Json[] {
  const operations = isObject(body) ? member(body, 'Operations') : undefined;
  if (!Array.isArray(operations) || operations.length === 0) {
    throw invalidSyntax('Operations must be a list of at least one operation');
  }
  if (operations.length > MAX_OPERATIONS) {
    throw invalidSyntax(`a request may have ${MAX_OPERATIONS} operations at the most`);
  }
  return operations;
}

function passesOf(operation: PatchOperation): number {
  if (operation.kind === 'selected') return operation.selection?.terms ?? 1;
  if (operation.kind !== 'list') return 0;
  return operation.op === 'remove' ? countShapes(operation.values ?? []) : 1;
}

function tooManyPasses(): ScimError {
  return invalidSyntax(
    `a request may have ${MAX_PASSES} comparisons in paths and operations on multi-valued attributes at the most`,
  );
}

function readOperation(
  operation: JsonObject,
  schemas: ResourceSchemas,
  ignore: (name: string) => void,
): readonly PatchOperation[] {
  const op = readOp(member(operation, 'op'));
  const path = member(operation, 'path') ?? '';
  const value = member(operation, 'value');
  if (typeof path !== 'string') throw invalidPath('the path must be a string');
  if (value === undefined && op !== 'remove') throw invalidValue(`${op} needs a value`);
  const reading = { schemas, op, ignore };
  if (path !== '') return readPath(reading, path, value ?? null);
  if (op === 'remove') return readListedMembers(reading, value);
  if (!isObject(value)) {
    throw invalidValue('the value of an operation without a path must be a JSON object');
  }
  return readAttributes(reading, value);
}

/** A `remove` without a path names nobody (§3.5.2.2), unless it lists members: then those are meant. */
function readListedMembers(reading: Reading, value: Json | undefined): readonly PatchOperation[] {
  const members = isObject(value) ? member(value, 'members') : undefined;
  const listsMembers = members !== undefined && members !== null && members !== '';
  if (!listsMembers || findAttribute(reading.schemas, { attrName: 'members' }) === undefined) {
    throw noTarget('remove needs a path');
  }
  return readPath(reading, 'members', members);
}

function readOp(op: Json | undefined): PatchOp {
  const name = typeof op === 'string' ? op.toLowerCase() : '';
  if (!OPS.includes(name)) throw invalidSyntax('op must be add, replace or remove');
  return name as PatchOp;
}
