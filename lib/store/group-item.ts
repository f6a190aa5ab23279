/** A group and its buckets of members in the table. */

import * as v from 'valibot';
import type { Group, GroupKeys } from '#directory/group.ts';
import type { Bucket } from '#directory/membership.ts';
import type { JsonObject } from '#directory/user.ts';
import { fromBinaryIds, toBinaryIds } from '#store/binary-ids.ts';
import type { Item } from '#store/dynamo.ts';
import { bucketKey, bucketNumberIn, groupIdIn, groupKey } from '#store/group-keys.ts';
import { json } from '#store/json-attribute.ts';
import type { Key } from '#store/keys.ts';
import { checkSchemaVersion, SCHEMA_VERSION } from '#store/table.ts';

const GroupItem = v.object({
  pk: v.string(),
  sk: v.string(),
  version: v.number(),
  createdAt: v.string(),
  updatedAt: v.string(),
  keys: json<GroupKeys>(),
  resource: json<JsonObject>(),
});

const BucketItem = v.object({
  pk: v.string(),
  sk: v.string(),
  version: v.number(),
  updatedAt: v.string(),
  ids: v.optional(v.instance(Set<Uint8Array>)),
});

export function toGroupItem(workspaceId: string, { id, keys, resource, ...plain }: Group) {
  return {
    ...groupKey(workspaceId, id),
    schemaVersion: SCHEMA_VERSION,
    ...plain,
    keys: JSON.stringify(keys),
    resource: JSON.stringify(resource),
  };
}

/** @throws {Error} for an item that this version did not write: a mistake of ours, not a client's. */
export function fromGroupItem(item: Item): Group {
  checkSchemaVersion(item);
  const { pk, sk, ...group } = v.parse(GroupItem, item);
  return { ...group, id: groupIdIn({ pk, sk }) };
}

export function toBucketItem(workspaceId: string, groupId: string, bucket: Bucket): Key & Item {
  const { number, version, updatedAt, memberIds } = bucket;
  return {
    ...bucketKey(workspaceId, groupId, number),
    schemaVersion: SCHEMA_VERSION,
    version,
    updatedAt,
    ids: toBinaryIds(memberIds),
  };
}

/** @throws {Error} for an item that this version did not write. */
export function fromBucketItem(item: Item): Bucket {
  checkSchemaVersion(item);
  const { pk, sk, version, updatedAt, ids } = v.parse(BucketItem, item);
  return {
    number: bucketNumberIn({ pk, sk }),
    version,
    updatedAt,
    memberIds: fromBinaryIds(ids as ReadonlySet<Uint8Array> | undefined),
  };
}

/** A bucket that has never been written. */
export function emptyBucket(number: number): Bucket {
  return { number, version: 0, memberIds: new Set() };
}
