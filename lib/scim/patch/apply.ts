/** Applies the operations of a PATCH to a resource, RFC 7644 §3.5.2.1 to §3.5.2.3. */

import { isObject, type Json, type JsonObject } from '#scim/json.ts';
import { tidy } from '#scim/normalise.ts';
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
  return tidy(schemas, operations.reduce(applyOperation, resource));
}

function applyOperation(resource: JsonObject, operation: PatchOperation): JsonObject {
  const { extension, attribute } = operation;
  if (extension === undefined)
    return assign(resource, attribute.name, applied(operation, resource));
  const existing = resource[extension.name];
  const container = isObject(existing) ? existing : {};
  const changed = assign(container, attribute.name, applied(operation, container));
  return assign(resource, extension.name, changed);
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

function assign(object: JsonObject, name: string, value: Json | undefined): JsonObject {
  if (value !== undefined) return { ...object, [name]: value };
  const { [name]: _unassigned, ...others } = object;
  return others;
}
