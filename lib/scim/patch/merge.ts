import type { Json, JsonObject } from '#scim/json.ts';
import type { Changes } from '#scim/patch/operation.ts';

/**
 * A complex value with some sub-attributes changed; the others stay (RFC 7644 §3.5.2.3).
 *
 * A `$ref` belongs to the `value` that it came with, and goes when that changes.
 */
export function merge(existing: JsonObject, changes: Changes): JsonObject {
  const stale = changes.value !== undefined && changes.value !== existing.value;
  const members: Record<string, Json> = { ...existing };
  if (stale) delete members.$ref;
  for (const name of Object.keys(changes)) {
    const value = changes[name] as Json;
    if (value === null) delete members[name];
    else members[name] = value;
  }
  return members;
}
