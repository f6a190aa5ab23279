/**
 * The members of a group: user ids in 64 buckets, by hash. A change writes the buckets that it concerns
 * and no others, so that two requests that change different members seldom meet.
 */

import { shareOf } from '#directory/sha256.ts';

export const BUCKETS = 64;
export const BUCKET_NUMBERS: readonly number[] = Array.from({ length: BUCKETS }, (_, n) => n);

/** Members of a group, and ids in a bucket, at the most. */
export const MAX_MEMBERS = 100_000;
export const MAX_BUCKET_MEMBERS = 2000;
/** Members that one request may add, and as many that it may remove. */
export const MAX_CHANGES = 10_000;
/** Groups that a user may be a member of. */
export const MAX_GROUPS_OF_USER = 5000;

export interface Bucket {
  /** 0 to 63. */
  readonly number: number;
  /** 0 where none is stored; an emptied one keeps its version. */
  readonly version: number;
  /** ISO 8601, UTC; absent where none is stored. */
  readonly updatedAt?: string;
  readonly memberIds: ReadonlySet<string>;
}

export interface BucketChange {
  readonly before: Bucket;
  /** The same as `before` where the change only depends on it. */
  readonly after: Bucket;
}

/** A bucket of a group, as a change has it. */
export interface GroupMembership {
  readonly groupId: string;
  readonly bucket: BucketChange;
}

/** Which users come and go. */
export interface MembershipChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** The bucket of a user's id in every group: 0 to 63. */
export function bucketOf(userId: string): number {
  return shareOf(userId, BUCKETS);
}

export function bucketsOf(userIds: Iterable<string>): readonly number[] {
  return [...new Set([...userIds].map(bucketOf))];
}

export function memberIdsIn(buckets: readonly Bucket[]): readonly string[] {
  return buckets.flatMap(({ memberIds }) => [...memberIds]);
}

/** The buckets that a change writes, each with its next version. */
export function changeBuckets(
  buckets: readonly Bucket[],
  { added, removed }: MembershipChange,
  updatedAt: string,
): readonly BucketChange[] {
  const [coming, going] = [byBucket(added), byBucket(removed)];
  return buckets.flatMap((before) => {
    const [comers, goers] = [coming.get(before.number), going.get(before.number)];
    if (comers === undefined && goers === undefined) return [];
    const memberIds = new Set(before.memberIds);
    for (const id of comers ?? []) memberIds.add(id);
    for (const id of goers ?? []) memberIds.delete(id);
    return [{ before, after: { ...before, version: before.version + 1, updatedAt, memberIds } }];
  });
}

/** Ids by the number of their bucket. */
export function byBucket(userIds: readonly string[]): ReadonlyMap<number, readonly string[]> {
  const groups = new Map<number, string[]>();
  for (const id of userIds) {
    const number = bucketOf(id);
    const ids = groups.get(number) ?? [];
    ids.push(id);
    groups.set(number, ids);
  }
  return groups;
}
