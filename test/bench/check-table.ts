/**
 * The invariants of a large table. It is read partition by partition, since an emulator may begin each
 * page of a Scan from the start; the partitions are all that the keys of the workspaces lead to.
 */

import { SYSTEM } from '#compose/adapters.ts';
import { type Dynamo, queryPage } from '#store/dynamo.ts';
import { bucketsOf } from '#store/group-keys.ts';
import {
  companionPartitions,
  type Key,
  type Range,
  workspaceListRange,
  workspacePartition,
} from '#store/keys.ts';
import type { TestTable } from '#test/support/emulator.ts';
import { breachesIn, type Item } from '#test/support/invariants.ts';

interface Partition {
  readonly pk: string;
  readonly range: Range;
}

/** @throws {Error} with the first breach. */
export async function checkTable(table: TestTable): Promise<void> {
  const [breach] = breachesIn(await readTable({ ...table, ...SYSTEM }));
  if (breach !== undefined) throw new Error(`the filled table is not whole: ${breach}`);
}

async function readTable(dynamo: Dynamo): Promise<readonly Item[]> {
  const listed = await readPartition(dynamo, workspaceListRange);
  const parts = [listed];
  for (const { sk: workspaceId } of listed) {
    const own = await readPartition(dynamo, workspacePartition(workspaceId));
    const buckets = own.flatMap((item) => bucketsOf(workspaceId, item) ?? []);
    const others = [...companionPartitions(workspaceId), ...buckets];
    const read = await Promise.all(others.map((partition) => readPartition(dynamo, partition)));
    parts.push(own, ...read);
  }
  return parts.flat();
}

async function readPartition(dynamo: Dynamo, partition: Partition): Promise<readonly Item[]> {
  const pages: Item[][] = [];
  let ExclusiveStartKey: Key | undefined;
  do {
    const page = await queryPage(dynamo, partition, { ExclusiveStartKey });
    pages.push((page.Items ?? []) as Item[]);
    ExclusiveStartKey = page.LastEvaluatedKey as Key | undefined;
  } while (ExclusiveStartKey !== undefined);
  return pages.flat();
}
