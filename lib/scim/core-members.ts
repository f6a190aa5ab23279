import { isObject, type JsonObject } from '#scim/json.ts';
import { isCoreUrn, type ResourceSchemas } from '#scim/schema/schema.ts';

/**
 * A body in which everything of the core schema stands at the top level, where RFC 7643 §3 has it.
 *
 * An admin who types a namespace by hand may put an attribute into an object that is named by the core
 * schema's URN, as one of an extension would stand. RFC 7644 §3.10 lets that URN stand before any name
 * of the core schema, so it can mean nothing else; a PATCH reads it the same. Of a name that is in both
 * places the last counts. What is no object there is no member of anything.
 */
export function withCoreMembers(schemas: ResourceSchemas, body: JsonObject): JsonObject {
  const isCore = (name: string) => isCoreUrn(schemas, name);
  if (!Object.keys(body).some(isCore)) return body;
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      isCore(name) && isObject(value) ? Object.entries(value) : [[name, value]],
    ),
  );
}
