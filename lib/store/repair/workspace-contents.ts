/** Everything of a workspace that a repair looks at, by keys: no Scan. */

import type { ActivityRecord } from '#directory/activity-record.ts';
import type { Group } from '#directory/group.ts';
import type { Bucket } from '#directory/membership.ts';
import type { User } from '#directory/user.ts';
import { fromBucketItem } from '#store/bucket-item.ts';
import { type Dynamo, getItem, type Item, queryPage } from '#store/dynamo.ts';
import { fromGroupItem } from '#store/group-item.ts';
import { bucketRange, pendingIdIn } from '#store/group-keys.ts';
import {
  activityKey,
  counterRange,
  type Key,
  kindOfItem,
  type Range,
  workspacePartition,
} from '#store/keys.ts';
import { fromActivityItem } from '#store/logged-record.ts';
import { fromUserItem } from '#store/user-item.ts';

export type StoredItem = Item & Key;

export interface WorkspaceContents {
  readonly users: readonly { readonly item: StoredItem; readonly user: User }[];
  readonly groups: readonly Group[];
  /** The members of each group, by its id. */
  readonly buckets: ReadonlyMap<string, readonly Bucket[]>;
  /** Records whose work on memberships and roles is not done yet. */
  readonly pending: readonly ActivityRecord[];
  /** By `textOf` their key. */
  readonly claims: ReadonlyMap<string, StoredItem>;
  readonly entries: ReadonlyMap<string, StoredItem>;
  readonly counters: ReadonlyMap<string, StoredItem>;
}

/** A key as one text, to compare by. */
export function textOf({ pk, sk }: Key): string {
  return `${pk} ${sk}`;
}

export async function readContents(
  dynamo: Dynamo,
  workspaceId: string,
): Promise<WorkspaceContents> {
  const items = await readAll(dynamo, workspacePartition(workspaceId));
  const counters = await readAll(dynamo, counterRange(workspaceId));
  const ofKind = (kind: ReturnType<typeof kindOfItem>) =>
    items.filter((item) => kindOfItem(item) === kind);
  const groups = ofKind('group').map(fromGroupItem);
  return {
    users: ofKind('user').map((item) => ({ item, user: fromUserItem(item).user })),
    groups,
    buckets: await readBuckets(dynamo, workspaceId, groups),
    pending: await readRecords(dynamo, workspaceId, ofKind('pending').map(pendingIdIn)),
    claims: byKey(ofKind('claim')),
    entries: byKey(ofKind('entry')),
    counters: byKey(counters),
  };
}

/** One group after another: their members are by far the most of what a workspace has. */
async function readBuckets(dynamo: Dynamo, workspaceId: string, groups: readonly Group[]) {
  const buckets = new Map<string, readonly Bucket[]>();
  for (const { id } of groups) {
    const items = await readAll(dynamo, bucketRange(workspaceId, id));
    buckets.set(id, items.map(fromBucketItem));
  }
  return buckets;
}

async function readRecords(
  dynamo: Dynamo,
  workspaceId: string,
  ids: readonly string[],
): Promise<readonly ActivityRecord[]> {
  const records: ActivityRecord[] = [];
  for (const id of ids) {
    const item = await getItem(dynamo, activityKey(workspaceId, id));
    if (item !== undefined) records.push(fromActivityItem(item).record);
  }
  return records;
}

async function readAll(
  dynamo: Dynamo,
  partition: { readonly pk: string; readonly range: Range },
): Promise<readonly StoredItem[]> {
  const items: StoredItem[] = [];
  let start: Key | undefined;
  do {
    const page = await queryPage(dynamo, partition, { ExclusiveStartKey: start });
    items.push(...((page.Items ?? []) as StoredItem[]));
    start = page.LastEvaluatedKey as Key | undefined;
  } while (start !== undefined);
  return items;
}

function byKey(items: readonly StoredItem[]): ReadonlyMap<string, StoredItem> {
  return new Map(items.map((item) => [textOf(item), item]));
}
