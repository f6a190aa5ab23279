/**
 * What a request costs, by AWS's rule: read and write capacity units, computed from item sizes.
 *
 * - A strongly consistent read costs 1 unit for each 4 KB begun; a missing item costs 1.
 * - A Query costs 1 unit for each 4 KB begun of all items read together, before any projection;
 *   1 where there are none. A BatchGetItem costs what its items would cost one by one.
 * - A write costs 1 unit for each 1 KB begun of the larger of the item before and after it; a delete,
 *   of the item deleted. In a transaction it costs twice that.
 * - An index entry that comes or goes costs a write of its projection; one whose
 *   key changes costs two (the old one goes, the new one comes); one that stays as it is costs nothing.
 *   Indexes follow the table asynchronously, so their writes are counted once, in a transaction too.
 *
 * AWS names the units; what an emulator reports may differ: Dynoxide 1.2 reports the same, DynamoDB Local
 * other units for pages and for writes with index entries.
 */

import { TABLE } from '#store/table.ts';
import { type Item, itemSize } from './item-size.ts';

const READ_BYTES = 4096;
const WRITE_BYTES = 1024;
/** A transaction prepares and commits. */
const TRANSACTION_FACTOR = 2;

export interface Units {
  readonly read: number;
  readonly write: number;
}

/** An item as it stood and as it stands; undefined where there is none. */
export interface Change {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** A GetItem, or one item of a BatchGetItem; strongly consistent. */
export function readUnits(item: Item | undefined): number {
  return blocks(item === undefined ? 0 : itemSize(item), READ_BYTES);
}

/** A Query, strongly consistent, of the items that it has gone through. */
export function queryUnits(items: readonly Item[]): number {
  return blocks(
    items.reduce((bytes, item) => bytes + itemSize(item), 0),
    READ_BYTES,
  );
}

/** A PutItem, UpdateItem or DeleteItem with its index entries. */
export function writeUnits(change: Change): number {
  return tableUnits(change) + indexUnits(change);
}

/** A TransactWriteItems. */
export function transactionUnits(changes: readonly Change[]): number {
  return changes.reduce(
    (units, change) => units + TRANSACTION_FACTOR * tableUnits(change) + indexUnits(change),
    0,
  );
}

function tableUnits({ before, after }: Change): number {
  const sizes = [before, after].map((item) => (item === undefined ? 0 : itemSize(item)));
  return blocks(Math.max(...sizes), WRITE_BYTES);
}

function indexUnits({ before, after }: Change): number {
  return TABLE.indexes.reduce((units, index) => {
    const [old, current] = [entryOf(before, index), entryOf(after, index)];
    if (JSON.stringify(old) === JSON.stringify(current)) return units;
    const written = [old, current].filter((entry) => entry !== undefined);
    return written.reduce((sum, entry) => sum + blocks(itemSize(entry), WRITE_BYTES), units);
  }, 0);
}

/** What a KEYS_ONLY index holds of an item: its keys and the item's; nothing where it lacks one. */
function entryOf(
  item: Item | undefined,
  index: { readonly partitionKey: string; readonly sortKey: string },
): Item | undefined {
  const names = [index.partitionKey, index.sortKey, TABLE.partitionKey, TABLE.sortKey];
  const entry = Object.fromEntries(names.map((name) => [name, item?.[name]]));
  const isWhole = Object.values(entry).every((value) => value !== undefined);
  return isWhole ? (entry as Item) : undefined;
}

function blocks(bytes: number, size: number): number {
  return Math.max(1, Math.ceil(bytes / size));
}
