/** A bucket of a group's members in the table. */

import * as v from 'valibot';
import type { Bucket } from '#directory/membership.ts';
import { fromBinaryIds, toBinaryIds } from '#store/binary-ids.ts';
import type { Item } from '#store/dynamo.ts';
import { bucketKey, bucketNumberIn } from '#store/group-keys.ts';
import type { Key } from '#store/keys.ts';
import { checkSchemaVersion, SCHEMA_VERSION } from '#store/table.ts';

const BucketItem = v.object({
  pk: v.string(),
  sk: v.string(),
  version: v.number(),
  updatedAt: v.string(),
  ids: v.optional(v.instance(Set<Uint8Array>)),
});

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
