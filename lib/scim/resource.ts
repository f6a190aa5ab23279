/** Single places in a resource. */

import { equalJson, isObject, type Json, type JsonObject } from '#scim/json.ts';
import type { Attribute } from '#scim/schema/attribute.ts';
import { isExtension, pathOf, type ResourceSchemas } from '#scim/schema/schema.ts';

/** The value at a path, if there is one; of a multi-valued attribute the whole list. */
export function valueAt(resource: JsonObject, steps: readonly Attribute[]): Json | undefined {
  let value: Json | undefined = resource;
  for (const { name } of steps) value = isObject(value) ? value[name] : undefined;
  return value;
}

/** The resource with another value at a path; undefined unassigns it. */
export function withValueAt(
  resource: JsonObject,
  [first, ...rest]: readonly Attribute[],
  value: Json | undefined,
): JsonObject {
  if (first === undefined) return resource;
  const { [first.name]: existing, ...others } = resource;
  const inner = isObject(existing) ? existing : {};
  const changed = rest.length === 0 ? value : withValueAt(inner, rest, value);
  const isEmpty = changed === undefined || (isObject(changed) && Object.keys(changed).length === 0);
  return isEmpty ? others : { ...others, [first.name]: changed };
}

/** Paths of the attributes that differ, in the order of the schema; an extension's one by one. */
export function changedAttributes(
  { attributes }: ResourceSchemas,
  before: JsonObject,
  after: JsonObject,
): readonly string[] {
  return attributes
    .flatMap((attribute) =>
      isExtension(attribute)
        ? (attribute.subAttributes ?? []).map((inner) => [attribute, inner])
        : [[attribute]],
    )
    .filter((steps) => !equalJson(valueAt(before, steps), valueAt(after, steps)))
    .map(pathOf);
}
