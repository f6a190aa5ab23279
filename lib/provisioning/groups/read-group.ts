/** Reads a group and as many of its members as a request needs. */

import type { Group } from '#directory/group.ts';
import { BUCKETS, type Bucket } from '#directory/membership.ts';
import { isId } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { groupNotFound } from '#provisioning/groups/group-request.ts';
import type { ReadGroupPorts } from '#provisioning/ports.ts';
import { methodNotAllowed } from '#scim/scim-error.ts';

/**
 * Ids in the first bucket from which on an answer leaves members out, and the rest is not read: a GET
 * shows up to 10,000 members, a list or the answer to a PATCH about 1,000.
 */
export const FIRST_BUCKET = { get: 320, list: 16 } as const;
/** Members that a GET returns. */
const MAX_SHOWN = 10_000;

export interface ReadGroup {
  readonly group: Group;
  readonly buckets: readonly Bucket[];
}

/** What a request wants to know of the members. */
export interface Need {
  /** Buckets that it depends on. */
  readonly numbers: readonly number[];
  /** Whether the answer would show members, if they are few. */
  readonly shows: boolean;
  /** Whether all buckets are read, however many members there are. */
  readonly insists: boolean;
  /** Ids in the bucket read first up to which all of them are shown. */
  readonly firstBucket: number;
}

/**
 * One read of the group with the buckets that are needed; where all of them are needed, or they are few
 * enough to be shown, one query more.
 *
 * @throws {ScimError} 404, without a read where the text cannot be an id of ours; 405 for `.search`.
 */
export async function readGroup(
  { groups }: ReadGroupPorts,
  context: WorkspaceContext,
  id: string,
  { numbers, shows, insists, firstBucket }: Need,
): Promise<ReadGroup> {
  if (id === '.search') throw methodNotAllowed(['POST']);
  if (!isId(id)) throw groupNotFound();
  const needsAll = insists || numbers.length === BUCKETS;
  const first = needsAll ? [] : numbers.length > 0 ? numbers : shows ? [0] : [];
  const { group, buckets } = await groups.getWithBuckets(context, id, first);
  if (group === undefined) throw groupNotFound();
  const isFew = (buckets[0]?.memberIds.size ?? 0) <= firstBucket;
  if (!needsAll && !(shows && isFew)) return { group, buckets };
  return { group, buckets: await groups.allBuckets(context, id) };
}

/** The buckets, where they are all there and have no more members than an answer shows. */
export function shownBuckets(buckets: readonly Bucket[]): readonly Bucket[] | undefined {
  const size = buckets.reduce((sum, { memberIds }) => sum + memberIds.size, 0);
  return buckets.length === BUCKETS && size <= MAX_SHOWN ? buckets : undefined;
}
