import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bucketOf } from '#directory/membership.ts';
import { bucketKey } from '#store/group-keys.ts';
import { activityRange, claimKey, counterRange, type Key } from '#store/keys.ts';
import { type Item, readAll } from '#test/support/invariants.ts';
import { checkTable } from './check-table.ts';
import { type GroupBench, openGroupBench } from './group-workspace.ts';
import { userNameOf } from './population.ts';
import { WORKSPACE_ID } from './workspace.ts';

let bench: GroupBench;

beforeAll(async () => {
  const settings = { sizes: [2, 5], users: 5, pushed: 0, replaced: 3 };
  bench = await openGroupBench(settings, () => {});
}, 60_000);

afterAll(() => bench.stop());

/** The last item of a partition, or the one with a key. */
async function itemOf({ pk, sk }: { readonly pk: string; readonly sk?: string }): Promise<Item> {
  const items = await readAll(bench.table);
  const item = items.findLast((one) => one.pk === pk && (sk === undefined || one.sk === sk));
  if (item === undefined) throw new Error(`there is nothing in ${pk}`);
  return item;
}

describe('the check of a filled table', () => {
  it('passes what has been filled, groups included', async () => {
    await expect(checkTable(bench.table)).resolves.toBeUndefined();
  });

  it.each([
    ['a claim', () => claimKey(WORKSPACE_ID, 'userName', userNameOf(0))],
    ['a bucket', () => bucketOfFirst()],
    ['a counter', () => counterRange(WORKSPACE_ID)],
    ['a record', () => activityRange(WORKSPACE_ID)],
  ])('does not pass a table that lacks %s', async (_, place) => {
    const { client, tableName: TableName } = bench.table;
    const item = await itemOf(place());
    const { pk, sk } = item;
    await client.send(new DeleteCommand({ TableName, Key: { pk, sk } }));

    const checked = checkTable(bench.table);

    await expect(checked).rejects.toThrow('is not whole');
    await client.send(new PutCommand({ TableName, Item: item }));
    await expect(checkTable(bench.table)).resolves.toBeUndefined();
  });
});

function bucketOfFirst(): Key {
  const [userId = ''] = bench.userIds;
  return bucketKey(WORKSPACE_ID, bench.groups[0]?.id ?? '', bucketOf(userId));
}
