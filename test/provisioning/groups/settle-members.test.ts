import { expect, it } from '@jest/globals';
import { SYSTEM } from '#compose/adapters.ts';
import { bucketOf } from '#directory/membership.ts';
import { noFaults } from '#test/support/faulty-client.ts';
import { groupClientOf, membersOf } from '#test/support/group-client.ts';
import { useStores } from '#test/support/stores.ts';
import { aRecord, aUser } from '#test/support/users.ts';
import { aContext } from '#test/support/workspaces.ts';

const stores = useStores();
const current = () => aContext({ deadline: stores.clock.now() + 20_000 });
const client = groupClientOf(() => stores.ports, current);

function idOfBucket(number: number): string {
  for (;;) {
    const id = SYSTEM.newId();
    if (bucketOf(id) === number) return id;
  }
}

/** Users of 100 KB, all in one bucket. */
async function largeUsers(count: number): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, () => idOfBucket(7));
  for (const id of ids) {
    const user = aUser({ id, resource: { userName: id, title: 'x'.repeat(100_000) } });
    await stores.users.create(current(), user, aRecord(current(), { after: user }));
  }
  return ids;
}

it('the projection writes large users in transactions that DynamoDB takes: 4 MB of items', async () => {
  const ids = await largeUsers(40);
  stores.database.follow(noFaults);

  await client.post({ displayName: 'Large', members: membersOf(ids) });

  const [, ...projections] = stores.database.sent.filter(({ name }) => name === 'TransactWrite');
  const users = projections.map(
    ({ input }) => JSON.stringify(input).match(/"sk":"USER#/g)?.length ?? 0,
  );
  expect(users.reduce((sum, count) => sum + count, 0)).toBe(40);
  expect(Math.max(...users)).toBeLessThanOrEqual(20);
});
