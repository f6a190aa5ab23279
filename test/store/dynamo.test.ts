import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { TryAgain } from '#directory/try-again.ts';
import { type Dynamo, getItem, getItems, queryKeys } from '#store/dynamo.ts';
import { aClock } from '#test/support/clock.ts';
import { useEmulator } from '#test/support/emulator.ts';
import { at, FAILURES, type FaultyClient, faultyClient } from '#test/support/faulty-client.ts';

/** More than any of these tests reads. */
const MANY = { maxBytes: 10_000_000, deadline: Number.MAX_SAFE_INTEGER };
const RANGE = { pk: 'p', range: ['k', 'k~'] } as const;

describe('the database', () => {
  const emulator = useEmulator();

  /** Items k000, k001 … with resources of 100 characters. */
  const filled = async (count: number) => {
    const { client, tableName } = await emulator.newTable();
    const keys = Array.from({ length: count }, (_, index) => ({
      pk: 'p',
      sk: `k${String(index).padStart(3, '0')}`,
    }));
    for (const key of keys) {
      const Item = { ...key, resource: 'x'.repeat(100) };
      await client.send(new PutCommand({ TableName: tableName, Item }));
    }
    const database: FaultyClient = faultyClient(client);
    const clock = aClock();
    const dynamo: Dynamo = {
      client: database.client,
      tableName,
      ...clock,
      random: Math.random,
    };
    return { keys, clock, database, dynamo };
  };

  it('gives items in the order of their keys, without those that are not there', async () => {
    const { keys, dynamo } = await filled(5);
    const asked = [...keys.toReversed(), { pk: 'p', sk: 'missing' }];

    const { items, complete } = await getItems(dynamo, asked, MANY);

    expect(items.map(({ sk }) => sk)).toEqual(['k004', 'k003', 'k002', 'k001', 'k000']);
    expect(complete).toBe(true);
  });

  it('sends nothing where there are no keys', async () => {
    const { database, dynamo } = await filled(0);

    const { items, complete } = await getItems(dynamo, [], MANY);

    expect([items, complete]).toEqual([[], true]);
    expect(database.sent).toEqual([]);
  });

  it('asks for keys that were left over again, and misses none', async () => {
    const { keys, database, dynamo } = await filled(230);
    database.follow(({ position }) => (position % 2 === 0 ? 'keys left over' : undefined));

    const { items, complete } = await getItems(dynamo, keys, MANY);

    expect(items.map(({ sk }) => sk)).toEqual(keys.map(({ sk }) => sk));
    expect(complete).toBe(true);
  });

  it('gives up as throttled where all keys are left over', async () => {
    const { keys, database, dynamo } = await filled(1);
    database.follow(at(0, 'keys left over'));

    const reading = getItems(dynamo, keys, MANY);

    await expect(reading).rejects.toMatchObject({ name: 'TryAgain', reason: 'throttled' });
  });

  it('reads no further batch past its bytes, and says that it is not complete', async () => {
    const { keys, database, dynamo } = await filled(150);

    const { items, complete } = await getItems(dynamo, keys, { ...MANY, maxBytes: 5000 });

    expect(complete).toBe(false);
    expect(items).toHaveLength(100);
    expect(database.sent).toHaveLength(1);
  });

  it.each([
    ['begins a batch up to its deadline', 0, { count: 150, isComplete: true, batches: 2 }],
    ['begins none behind it, and says so', 1, { count: 100, isComplete: false, batches: 1 }],
  ])('%s', async (_, lateMs, expected) => {
    const { keys, clock, database, dynamo } = await filled(150);
    const deadline = clock.now();
    database.follow(({ position }) => {
      if (position === 0) clock.advance(lateMs);
      return undefined;
    });

    const { items, complete } = await getItems(dynamo, keys, { ...MANY, deadline });

    const batches = database.sent.length;
    expect({ count: items.length, isComplete: complete, batches }).toEqual(expected);
  });

  it('gives as many keys of a range as are asked for', async () => {
    const { keys, dynamo } = await filled(10);

    const some = await queryKeys(dynamo, RANGE, 4);
    const all = await queryKeys(dynamo, RANGE, 20);

    expect(some).toEqual(keys.slice(0, 4));
    expect(all).toEqual(keys);
  });

  it.each(FAILURES)('says to try again after %s', async (fault) => {
    const { keys, database, dynamo } = await filled(1);
    const [key = { pk: '', sk: '' }] = keys;
    const reads = [
      () => getItem(dynamo, key),
      () => getItems(dynamo, keys, MANY),
      () => queryKeys(dynamo, RANGE, 1),
    ];

    for (const read of reads) {
      database.follow(at(0, fault));
      await expect(read()).rejects.toThrow(TryAgain);
    }
  });
});
