/** A user in the table. The resource is one JSON string: a fifth of the CPU of a nested map. */

import * as v from 'valibot';
import type { JsonObject, User, UserKeys, UserRole } from '#directory/user.ts';
import { fromBinaryIds, toBinaryIds } from '#store/binary-ids.ts';
import type { Item } from '#store/dynamo.ts';
import { json } from '#store/json-attribute.ts';
import { type Key, userIdIn } from '#store/keys.ts';
import { bytesOf } from '#store/listing.ts';
import { checkSchemaVersion, SCHEMA_VERSION } from '#store/table.ts';

const UserItem = v.object({
  pk: v.string(),
  sk: v.string(),
  version: v.number(),
  createdAt: v.string(),
  updatedAt: v.string(),
  provisionedBy: v.picklist(['scim', 'manual']),
  active: v.boolean(),
  role: v.optional(json<UserRole>()),
  keys: json<UserKeys>(),
  appFields: json<JsonObject>(),
  groupIds: v.optional(v.instance(Set<Uint8Array>)),
  resource: json<JsonObject>(),
});

export interface StoredUser {
  readonly user: User;
  /** Bytes of the resource. */
  readonly bytes: number;
}

/**
 * @param recordId the activity record of the change that writes the item: by it a change whose
 *   answer was lost is known again.
 */
export function toUserItem(key: Key, user: User, recordId: string) {
  const { id: _, groupIds, keys, role, appFields, resource, ...plain } = user;
  return {
    ...key,
    schemaVersion: SCHEMA_VERSION,
    recordId,
    ...plain,
    ...(role && { role: JSON.stringify(role) }),
    keys: JSON.stringify(keys),
    appFields: JSON.stringify(appFields),
    groupIds: toBinaryIds(groupIds),
    resource: JSON.stringify(resource),
  };
}

/** What a membership changes in a user, as attributes of the item; undefined takes one away. */
export function toMembershipAttributes({ version, updatedAt, groupIds, role }: User) {
  return {
    version,
    updatedAt,
    groupIds: toBinaryIds(groupIds),
    role: role && JSON.stringify(role),
  };
}

/** @throws {Error} for an item that this version did not write: a mistake of ours, not a client's. */
export function fromUserItem(item: Item): StoredUser {
  checkSchemaVersion(item);
  const { role, groupIds, ...read } = v.parse(UserItem, item);
  const user = {
    id: userIdIn(read),
    version: read.version,
    createdAt: read.createdAt,
    updatedAt: read.updatedAt,
    active: read.active,
    provisionedBy: read.provisionedBy,
    ...(role && { role }),
    keys: read.keys,
    appFields: read.appFields,
    groupIds: fromBinaryIds(groupIds),
    resource: read.resource,
  };
  return { user, bytes: bytesOf(item) };
}
