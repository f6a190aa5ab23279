/** Applies the operations of a PATCH to a resource, RFC 7644 §3.5.2.1 to §3.5.2.3. */

import { isObject, type Json, type JsonObject } from '#scim/json.ts';
import { tidyMember } from '#scim/normalise.ts';
import { applyToList, applyToSelected } from '#scim/patch/apply-to-list.ts';
import { merge } from '#scim/patch/merge.ts';
import type { PatchOperation } from '#scim/patch/operation.ts';
import type { ResourceSchemas } from '#scim/schema/schema.ts';

/**
 * All of the operations, in order, or none of them: the resource that comes in is left as it is.
 *
 * @param resource as `normalise` builds it.
 * @throws {ScimError} 400: `noTarget` where a value path selects nothing that could be replaced;
 *   `invalidValue` where a multi-valued attribute ends with several primary values.
 */
export function applyPatch(
  schemas: ResourceSchemas,
  resource: JsonObject,
  operations: readonly PatchOperation[],
): JsonObject {
  const patched: Draft = { ...resource };
  for (const operation of operations) applyOperation(patched, operation);
  // The rest is as tidy as it came.
  for (const name of touchedNames(operations)) {
    assign(patched, name, tidyMember(schemas, name, patched[name]));
  }
  return patched;
}

/** A copy of this module's own, until it is returned. */
type Draft = Record<string, Json>;

function applyOperation(patched: Draft, operation: PatchOperation): void {
  const { extension, attribute } = operation;
  if (extension === undefined) {
    assign(patched, attribute.name, applied(operation, patched));
  } else {
    const existing = patched[extension.name];
    const container: Draft = isObject(existing) ? { ...existing } : {};
    assign(container, attribute.name, applied(operation, container));
    patched[extension.name] = container;
  }
}

/** The new value of the attribute; undefined unassigns it. */
function applied(operation: PatchOperation, container: JsonObject): Json | undefined {
  const existing = container[operation.attribute.name];
  switch (operation.kind) {
    case 'simple':
      return operation.value;
    case 'complex':
      return operation.changes && merge(isObject(existing) ? existing : {}, operation.changes);
    case 'list':
      return applyToList(operation, listOf(existing));
    case 'selected':
      return applyToSelected(operation, listOf(existing));
  }
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function assign(object: Draft, name: string, value: Json | undefined): void {
  if (value === undefined) delete object[name];
  else object[name] = value;
}

/** Of the attributes of the resource that the operations aim at, each once. */
function touchedNames(operations: readonly PatchOperation[]): ReadonlySet<string> {
  return new Set(operations.map(({ extension, attribute }) => (extension ?? attribute).name));
}
