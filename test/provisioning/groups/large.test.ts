/** Ten thousand members in one request, a hundred thousand in a group (DESIGN.md, "Groups"). */

import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { SYSTEM } from '#compose/adapters.ts';
import { changeBuckets } from '#directory/membership.ts';
import { userKey } from '#store/keys.ts';
import { toUserItem } from '#store/user-item.ts';
import { useEmulator } from '#test/support/emulator.ts';
import { noFaults } from '#test/support/faulty-client.ts';
import { groupClientOf, membersIn, membersOf } from '#test/support/group-client.ts';
import { bodyOf, idOf } from '#test/support/scim-client.ts';
import { type Stores, storesOver } from '#test/support/stores.ts';
import { aRecord, aUser } from '#test/support/users.ts';
import { aContext } from '#test/support/workspaces.ts';

const LIMIT = 10_000;
const TOO_MANY = { status: 400, scimType: 'tooMany' };

const emulator = useEmulator();
let stores: Stores;
let ids: readonly string[] = [];
const client = groupClientOf(
  () => stores.ports,
  () => aContext({ deadline: stores.clock.now() + 25_000 }),
);

beforeAll(async () => {
  stores = storesOver(await emulator.newTable());
  ids = Array.from({ length: LIMIT + 1 }, () => SYSTEM.newId());
  const { client: database, tableName } = stores.table;
  for (let start = 0; start < ids.length; start += 25) {
    const puts = ids.slice(start, start + 25).map((id) => ({
      PutRequest: {
        Item: toUserItem(userKey('acme', id), aUser({ id, resource: { userName: id } }), id),
      },
    }));
    await database.send(new BatchWriteCommand({ RequestItems: { [tableName]: puts } }));
  }
});

/** Buckets that the last request has written, and transactions that it took. */
function written() {
  const transactions = stores.database.sent.filter(({ name }) => name === 'TransactWrite');
  const actions = transactions.map(({ input }) => input.TransactItems as readonly object[]);
  return {
    transactions: transactions.length,
    buckets: JSON.stringify(actions[0]).match(/"sk":"BUCKET#\d\d"/g)?.length ?? 0,
    actions: actions[0]?.length,
  };
}

describe('a large group', () => {
  let id = '';

  it('takes 10,000 members in the one transaction of a PUT, 64 buckets and 10 records', async () => {
    id = idOf(await client.post({ displayName: 'All' }));
    stores.database.follow(noFaults);

    await client.put(id, { displayName: 'All', members: membersOf(ids.slice(0, LIMIT)) });

    expect(written()).toMatchObject({ buckets: 64, actions: 64 + 2 * 10 });
    expect(await client.membersOf(id)).toHaveLength(LIMIT);
    const some = await stores.users.getMany(aContext(), ids.slice(0, 50));
    expect(some.every(({ groupIds }) => groupIds.has(id))).toBe(true);
  });

  it('writes one bucket for a PUT that changes one member of 10,000', async () => {
    stores.database.follow(noFaults);

    await client.put(id, { displayName: 'All', members: membersOf(ids.slice(1, LIMIT)) });

    expect(written()).toEqual({ transactions: 1, buckets: 1, actions: 3 });
  });

  it('costs three reads and one bucket to add one member, and answers without members', async () => {
    stores.database.follow(noFaults);

    const result = await client.patch(id, [
      { op: 'add', path: 'members', value: ids[0] as string },
    ]);

    expect(stores.database.sent.map(({ name }) => name)).toEqual([
      'BatchGet',
      'BatchGet',
      'BatchGet',
      'TransactWrite',
    ]);
    expect(bodyOf(result)).not.toHaveProperty('members');
    expect(bodyOf(result).meta).not.toHaveProperty('version');
    expect(result).toMatchObject({ version: undefined });
  });

  it('comes with 10,000 members, and with more without any', async () => {
    const shown = bodyOf(await client.get(id));
    await client.patch(id, [{ op: 'add', path: 'members', value: ids[LIMIT] as string }]);
    const hidden = bodyOf(await client.get(id));

    expect(membersIn(shown)).toHaveLength(LIMIT);
    expect(shown.meta).toHaveProperty('version');
    expect(hidden).not.toHaveProperty('members');
    expect(hidden.meta).not.toHaveProperty('version');
    const filter = `filter=id eq "${id}" and members.value eq "${ids[7]}"`;
    expect(bodyOf(await client.query(filter)).totalResults).toBe(1);
  });

  it('reads nothing but itself where members are excluded', async () => {
    stores.database.follow(noFaults);

    await client.get(id, 'excludedAttributes=members');

    expect(stores.database.sent.map(({ name }) => name)).toEqual(['BatchGet']);
    expect(JSON.stringify(stores.database.sent[0]?.input)).not.toContain('BUCKET#');
  });

  it('refuses 10,001 members to remove or to add in one request', async () => {
    const removing = client.patch(id, [{ op: 'remove', path: 'members' }]);
    await expect(removing).rejects.toMatchObject(TOO_MANY);

    const creating = client.post({ displayName: 'Too many', members: membersOf(ids) });
    await expect(creating).rejects.toMatchObject(TOO_MANY);
  });

  it('refuses one more than 100,000 members, and takes 100,000', async () => {
    const context = aContext();
    const buckets = await stores.ports.groups.allBuckets(context, id);
    const strangers = Array.from({ length: 100_000 - LIMIT - 1 }, () => SYSTEM.newId());
    const at = new Date().toISOString();
    const changes = changeBuckets(buckets, { added: strangers, removed: [] }, at);
    const write = { writeId: SYSTEM.newId(), groupId: id, users: [], records: [] };
    await stores.ports.groups.change(context, { ...write, buckets: changes });
    const [one = ''] = ids;
    const adding = [{ op: 'add', path: 'members', value: one }];

    await client.patch(id, [{ op: 'remove', path: `members[value eq "${one}"]` }]);
    const back = await client.patch(id, adding);
    await client.patch(id, [{ op: 'remove', path: `members[value eq "${strangers[0]}"]` }]);
    await client.patch(id, [{ op: 'remove', path: `members[value eq "${one}"]` }, ...adding]);

    expect(back.kind).toBe('resource');
    const more = aUser({ resource: { userName: 'one more' } });
    const other = aUser({ resource: { userName: 'and another' } });
    for (const user of [more, other]) {
      await stores.users.create(context, user, aRecord(context, { after: user }));
    }
    await client.patch(id, [{ op: 'add', path: 'members', value: more.id }]);
    const past = client.patch(id, [{ op: 'add', path: 'members', value: other.id }]);
    await expect(past).rejects.toMatchObject(TOO_MANY);
  });
});
