/** Everything of a workspace that a repair looks at, by keys: no Scan. */

import type { Group } from '#directory/group.ts';
import type { User } from '#directory/user.ts';
import { type Dynamo, type Item, queryPage } from '#store/dynamo.ts';
import { fromGroupItem } from '#store/group-item.ts';
import { counterRange, type Key, kindOfItem, type Range, workspacePartition } from '#store/keys.ts';
import { fromUserItem } from '#store/user-item.ts';

export type StoredItem = Item & Key;

export interface WorkspaceContents {
  readonly users: readonly { readonly item: StoredItem; readonly user: User }[];
  readonly groups: readonly Group[];
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
  return {
    users: ofKind('user').map((item) => ({ item, user: fromUserItem(item).user })),
    groups: ofKind('group').map(fromGroupItem),
    claims: byKey(ofKind('claim')),
    entries: byKey(ofKind('entry')),
    counters: byKey(counters),
  };
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
