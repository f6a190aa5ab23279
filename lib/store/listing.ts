/** What lists of users and lists of groups have in common. */

import type { PageRequest } from '#directory/ports.ts';
import { type Dynamo, type Item, queryPage } from '#store/dynamo.ts';
import type { Key, Range } from '#store/keys.ts';

export interface KeyRange {
  readonly pk: string;
  readonly range: Range;
}

export interface ItemPage {
  readonly items: readonly Item[];
  /** Bytes of the stored resources. */
  readonly bytes: number;
  /** Whether items follow. */
  readonly more: boolean;
}

/** One item more is read than asked for: whether rows follow cannot be seen otherwise. */
export async function pageOfItems(
  dynamo: Dynamo,
  range: KeyRange,
  after: Key | undefined,
  { limit, maxBytes }: Omit<PageRequest, 'after'>,
): Promise<ItemPage> {
  const items: Item[] = [];
  let start = after;
  let bytes = 0;
  do {
    const page = await queryPage(dynamo, range, {
      Limit: limit + 1 - items.length,
      ExclusiveStartKey: start,
    });
    items.push(...(page.Items ?? []));
    bytes += (page.Items ?? []).reduce((sum, { resource }) => sum + String(resource).length, 0);
    start = page.LastEvaluatedKey as Key | undefined;
  } while (start !== undefined && items.length <= limit && bytes <= maxBytes);
  const kept = upTo(maxBytes, items.slice(0, limit));
  return { ...kept, more: start !== undefined || kept.items.length < items.length };
}

/** The sum of all shards of a counter. */
export async function countedIn(dynamo: Dynamo, shards: KeyRange): Promise<number> {
  const { Items = [] } = await queryPage(dynamo, shards);
  return Items.reduce((sum, { total }) => sum + Number(total), 0);
}

/** The key at a position, counted from 1; undefined where there are fewer. */
export async function keyAt(
  dynamo: Dynamo,
  range: KeyRange,
  position: number,
): Promise<Key | undefined> {
  let left = position;
  let start: Key | undefined;
  do {
    const page = await queryPage(dynamo, range, {
      Select: 'COUNT',
      Limit: left,
      ExclusiveStartKey: start,
    });
    left -= page.Count ?? 0;
    start = page.LastEvaluatedKey as Key | undefined;
  } while (start !== undefined && left > 0);
  return start;
}

export function bytesOf({ resource }: Item): number {
  return Buffer.byteLength(String(resource));
}

/** As many items as there is room for, and one at the least. */
function upTo(maxBytes: number, items: readonly Item[]): Omit<ItemPage, 'more'> {
  let bytes = 0;
  for (const [index, item] of items.entries()) {
    const size = bytesOf(item);
    if (index > 0 && bytes + size > maxBytes) return { items: items.slice(0, index), bytes };
    bytes += size;
  }
  return { items, bytes };
}
