/** The Group of RFC 7643 §8.7.1, for the examples of RFC 7644 that are about groups. */

import { isObject, type Json, type JsonObject } from '#scim/json.ts';
import { applyPatch } from '#scim/patch/apply.ts';
import { readPatchRequest } from '#scim/patch/patch-request.ts';
import { type Attribute, type AttributeType, attribute } from '#scim/schema/attribute.ts';
import { resourceSchemas } from '#scim/schema/schema.ts';
import { RFC_SCHEMAS } from './read-json.ts';

const GROUP_URN = 'urn:ietf:params:scim:schemas:core:2.0:Group';

const GROUP_SCHEMAS = resourceSchemas(
  'Group',
  {
    id: GROUP_URN,
    name: 'Group',
    description: 'Group',
    attributes: toAttributes(RFC_SCHEMAS.find(({ id }) => id === GROUP_URN)?.attributes),
  },
  [],
);

/** The group after the operations of one request, given as its body. */
export function patchGroup(group: JsonObject, body: JsonObject): JsonObject {
  return applyPatch(GROUP_SCHEMAS, group, readPatchRequest(GROUP_SCHEMAS, body).operations);
}

function toAttributes(list: Json | undefined): Attribute[] {
  const objects = Array.isArray(list) ? list.filter(isObject) : [];
  return objects.map(({ name, type, multiValued, subAttributes }) =>
    attribute(String(name), String(type) as AttributeType, {
      multiValued: multiValued === true,
      ...(subAttributes && { subAttributes: toAttributes(subAttributes) }),
    }),
  );
}
