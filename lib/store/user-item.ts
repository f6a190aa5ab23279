/** A user in the table. The resource is one JSON string: a fifth of the CPU of a nested map. */

import * as v from 'valibot';
import type { JsonObject, User, UserKeys, UserRole } from '#directory/user.ts';
import type { Item } from '#store/dynamo.ts';
import { json } from '#store/json-attribute.ts';
import { type Key, userIdIn } from '#store/keys.ts';
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
    ...(groupIds.size > 0 && { groupIds: new Set([...groupIds].map(idToBytes)) }),
    resource: JSON.stringify(resource),
  };
}

/** @throws {Error} for an item that this version did not write: a mistake of ours, not a client's. */
export function fromUserItem(item: Item): StoredUser {
  checkSchemaVersion(item);
  const { pk, sk, groupIds, ...plain } = v.parse(UserItem, item);
  const ids = [...(groupIds ?? [])].map((bytes) => bytesToId(bytes as Uint8Array));
  const user = { ...plain, id: userIdIn({ pk, sk }), groupIds: new Set(ids) };
  return { user, bytes: Buffer.byteLength(String(item.resource)) };
}

function idToBytes(id: string): Uint8Array {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function bytesToId(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
