/** Reads of groups and of their members. */

import type { Group, GroupLookUp } from '#directory/group.ts';
import type { GroupPage } from '#directory/group-ports.ts';
import { BUCKET_NUMBERS, type Bucket } from '#directory/membership.ts';
import type { PageRequest } from '#directory/ports.ts';
import { TryAgain } from '#directory/try-again.ts';
import { isId } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { emptyBucket, fromBucketItem } from '#store/bucket-item.ts';
import { type Dynamo, getItem, getItems, type Item, queryKeys, queryPage } from '#store/dynamo.ts';
import { fromGroupItem } from '#store/group-item.ts';
import {
  bucketKey,
  bucketRange,
  groupCounterRange,
  groupIdIn,
  groupIndexRange,
  groupKey,
  groupRange,
} from '#store/group-keys.ts';
import { claimKey, indexedIdIn, type Key } from '#store/keys.ts';
import { bytesOf, countedIn, keyAt, pageOfItems } from '#store/listing.ts';

/** Bytes of resources that one look-up may read. */
const MAX_FOUND_BYTES = 50 * 1024 * 1024;

export async function getGroup(
  dynamo: Dynamo,
  { workspace }: WorkspaceContext,
  id: string,
): Promise<Group | undefined> {
  const item = await getItem(dynamo, groupKey(workspace.id, id));
  return item && fromGroupItem(item);
}

/** By key: one read for an id, two for anything else, however many groups there are. */
export async function findGroups(
  dynamo: Dynamo,
  context: WorkspaceContext,
  lookUp: GroupLookUp,
  limit: number,
): Promise<GroupPage> {
  const { workspace, deadline } = context;
  const ids = await idsBy(dynamo, context, lookUp, limit + 1);
  const keys = ids.slice(0, limit).map((id) => groupKey(workspace.id, id));
  const { items, complete } = await getItems(dynamo, keys, { maxBytes: MAX_FOUND_BYTES, deadline });
  return { ...toPage(items), more: ids.length > limit || !complete };
}

/** Whoever has the claim of a name is there: both come and go together. */
export async function groupIdNamed(
  dynamo: Dynamo,
  { workspace }: WorkspaceContext,
  displayName: string,
): Promise<string | undefined> {
  const claim = await getItem(dynamo, claimKey(workspace.id, 'displayName', displayName));
  return claim && String(claim.ownerId);
}

/** Groups that are there; ids that cannot be ours cost nothing. */
export async function getGroups(
  dynamo: Dynamo,
  context: WorkspaceContext,
  ids: readonly string[],
): Promise<readonly Group[]> {
  const keys = [...new Set(ids)].filter(isId).map((id) => groupKey(context.workspace.id, id));
  return (await readAll(dynamo, context, keys)).map(fromGroupItem);
}

export function countGroups(dynamo: Dynamo, { workspace }: WorkspaceContext): Promise<number> {
  return countedIn(dynamo, groupCounterRange(workspace.id));
}

export async function pageOfGroups(
  dynamo: Dynamo,
  { workspace }: WorkspaceContext,
  { after, ...request }: PageRequest,
): Promise<GroupPage> {
  const start = after === undefined ? undefined : groupKey(workspace.id, after);
  const { items, ...page } = await pageOfItems(dynamo, groupRange(workspace.id), start, request);
  return { groups: items.map(fromGroupItem), ...page };
}

export async function groupIdAt(
  dynamo: Dynamo,
  { workspace }: WorkspaceContext,
  position: number,
): Promise<string | undefined> {
  const key = await keyAt(dynamo, groupRange(workspace.id), position);
  return key && groupIdIn(key);
}

export async function getWithBuckets(
  dynamo: Dynamo,
  context: WorkspaceContext,
  id: string,
  numbers: readonly number[],
): Promise<{ readonly group: Group | undefined; readonly buckets: readonly Bucket[] }> {
  const key = groupKey(context.workspace.id, id);
  const bucketKeys = numbers.map((number) => bucketKey(context.workspace.id, id, number));
  const items = await readAll(dynamo, context, [key, ...bucketKeys]);
  const [group] = items.filter(({ sk }) => sk === key.sk);
  const buckets = items.filter(({ sk }) => sk !== key.sk).map(fromBucketItem);
  return { group: group && fromGroupItem(group), buckets: completed(buckets, numbers) };
}

/** A query of some pages, hence read-committed: buckets that change meanwhile are each whole. */
export async function allBuckets(
  dynamo: Dynamo,
  { workspace }: WorkspaceContext,
  id: string,
): Promise<readonly Bucket[]> {
  const buckets: Bucket[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await queryPage(dynamo, bucketRange(workspace.id, id), { ExclusiveStartKey });
    buckets.push(...(page.Items ?? []).map(fromBucketItem));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return completed(buckets, BUCKET_NUMBERS);
}

export async function bucketInEach(
  dynamo: Dynamo,
  context: WorkspaceContext,
  ids: readonly string[],
  number: number,
): Promise<readonly Bucket[]> {
  const keys = ids.map((id) => bucketKey(context.workspace.id, id, number));
  const items = await readAll(dynamo, context, keys);
  const found = new Map(items.map((item) => [item.pk, item]));
  return keys.map(({ pk }) => {
    const item = found.get(pk);
    return item === undefined ? emptyBucket(number) : fromBucketItem(item);
  });
}

function completed(buckets: readonly Bucket[], numbers: readonly number[]): readonly Bucket[] {
  const stored = new Map(buckets.map((bucket) => [bucket.number, bucket]));
  return numbers.map((number) => stored.get(number) ?? emptyBucket(number));
}

/** @throws {TryAgain} where it cannot read all of them by the deadline. */
async function readAll(dynamo: Dynamo, { deadline }: WorkspaceContext, keys: readonly Key[]) {
  const found = await getItems(dynamo, keys, { maxBytes: MAX_FOUND_BYTES, deadline });
  if (!found.complete) throw new TryAgain('unavailable');
  return found.items;
}

async function idsBy(
  dynamo: Dynamo,
  context: WorkspaceContext,
  { by, value }: GroupLookUp,
  limit: number,
): Promise<readonly string[]> {
  switch (by) {
    case 'id':
      return isId(value) ? [value] : [];
    case 'displayName': {
      const id = await groupIdNamed(dynamo, context, value);
      return id === undefined ? [] : [id];
    }
    case 'externalId': {
      const range = groupIndexRange(context.workspace.id, value);
      return (await queryKeys(dynamo, range, limit)).map(indexedIdIn);
    }
  }
}

function toPage(items: readonly Item[]): Omit<GroupPage, 'more'> {
  const bytes = items.reduce((sum, item) => sum + bytesOf(item), 0);
  return { groups: items.map(fromGroupItem), bytes };
}
