/** What a change of members makes of the users: at once up to 15 of them, else as soon as it gets there. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#directory/user.ts';
import { deleteUser } from '#provisioning/users/delete-user.ts';
import { getUser } from '#provisioning/users/get-user.ts';
import { noFaults } from '#test/support/faulty-client.ts';
import { groupClientOf, membersOf, someUsers } from '#test/support/group-client.ts';
import { finishWork, unfinishedWork, workOn } from '#test/support/group-work.ts';
import { readRecords } from '#test/support/invariants.ts';
import { bodyOf, contextOf, idOf } from '#test/support/scim-client.ts';
import { useStores } from '#test/support/stores.ts';
import { aRequest } from '#test/support/user-ports.ts';
import { aContext, aWorkspace } from '#test/support/workspaces.ts';

const stores = useStores();
/** Time passes in these tests. */
const current = () => aContext({ deadline: stores.clock.now() + 20_000 });
const client = groupClientOf(() => stores.ports, current);

const groupsOf = async (id: string) => {
  const { groups = [] } = bodyOf(await getUser(stores.ports, current(), aRequest({ id })));
  return groups as readonly JsonObject[];
};

describe('groups of a user, RFC 7643 §4.1.2', () => {
  it('are there right after a change, with name, type and reference', async () => {
    const [ada = ''] = await someUsers(stores.ports, 1);

    const id = idOf(await client.post({ displayName: 'Crew', members: membersOf([ada]) }));

    expect(await groupsOf(ada)).toEqual([
      {
        value: id,
        $ref: `https://scim.example.com/scim/v2/Groups/${id}`,
        display: 'Crew',
        type: 'direct',
      },
    ]);
  });

  it('follow a rename, which touches no user', async () => {
    const [ada = ''] = await someUsers(stores.ports, 1);
    const id = idOf(await client.post({ displayName: 'Crew', members: membersOf([ada]) }));
    const before = await stores.users.get(current(), ada);

    await client.patch(id, [{ op: 'replace', path: 'displayName', value: 'Staff' }]);

    expect((await groupsOf(ada)).map(({ display }) => display)).toEqual(['Staff']);
    expect(await stores.users.get(current(), ada)).toEqual(before);
  });

  it('cost no read where nobody asks for them', async () => {
    const [ada = ''] = await someUsers(stores.ports, 1);
    await client.post({ displayName: 'Crew', members: membersOf([ada]) });
    stores.database.follow(noFaults);

    await getUser(
      stores.ports,
      current(),
      aRequest({ id: ada, queryString: 'excludedAttributes=groups' }),
    );

    expect(stores.database.sent.map(({ name }) => name)).toEqual(['Get']);
  });

  it('end with the group, at once', async () => {
    const [ada = ''] = await someUsers(stores.ports, 1);
    const id = idOf(await client.post({ displayName: 'Crew', members: membersOf([ada]) }));

    await client.delete(id);

    expect(await groupsOf(ada)).toEqual([]);
    expect((await stores.users.get(current(), ada))?.groupIds).toEqual(new Set());
  });
});

describe.each([15, 16, 40])('a change of %i members', (count) => {
  let ids: readonly string[] = [];
  beforeEach(async () => {
    ids = await someUsers(stores.ports, count);
  });

  it('is in the users when the answer comes, and leaves no work behind', async () => {
    const id = idOf(await client.post({ displayName: 'Crew', members: membersOf(ids) }));

    for (const user of await stores.users.getMany(current(), ids)) {
      expect(user.groupIds).toEqual(new Set([id]));
    }
    expect(await stores.ports.pending.isAnyPending(current())).toBe(false);
    expect(await client.membersOf(id)).toEqual([...ids].sort());
  });

  it('is in the users at the latest when the sweeper has been there', async () => {
    const id = idOf(await client.post({ displayName: 'Crew' }));
    const isSmall = count <= 15;
    if (!isSmall) {
      let commits = 0;
      stores.database.follow((command) => {
        if (command.name === 'TransactWrite') commits += 1;
        return commits > 0 && command.name !== 'TransactWrite' ? 'unreachable' : undefined;
      });
    }
    await client.patch(id, [{ op: 'add', path: 'members', value: membersOf(ids) }]);
    stores.database.follow(noFaults);
    const left = (await unfinishedWork(stores)).length;

    await finishWork(stores);

    expect(left).toBe(isSmall ? 0 : 1);
    const users = await stores.users.getMany(current(), ids);
    expect(users.filter(({ groupIds }) => groupIds.has(id))).toHaveLength(count);
  });
});

describe('a request that dies at any call', () => {
  const bodies: ReadonlyArray<
    readonly [string, (ids: readonly string[]) => readonly JsonObject[]]
  > = [
    [
      'few members',
      (ids) => [{ op: 'replace', path: 'members', value: membersOf(ids.slice(3, 9)) }],
    ],
    ['many members', (ids) => [{ op: 'replace', path: 'members', value: membersOf(ids.slice(3)) }]],
    [
      'a rename and members',
      (ids) => [
        { op: 'replace', value: { displayName: 'Staff', members: membersOf(ids.slice(4)) } },
      ],
    ],
  ];

  it.each(bodies)(
    'leaves the members of before or of after: %s',
    async (_, operationsOf) => {
      const ids = await someUsers(stores.ports, 20);
      const [old, wanted] = [ids.slice(0, 6).sort(), [] as string[]];
      let isOver = false;
      let deaths = 0;
      for (let position = 0; !isOver; position += 1) {
        const id = idOf(await client.post({ displayName: 'Crew', members: membersOf(old) }));
        const operations = operationsOf(ids);
        const [{ value = [] } = {}] = operations;
        const list = (Array.isArray(value) ? value : (value as JsonObject).members) as JsonObject[];
        wanted.splice(0, wanted.length, ...list.map((one) => String(one.value)).sort());
        stores.database.follow((command) =>
          command.position >= position ? 'unreachable' : undefined,
        );
        const [outcome] = await Promise.allSettled([client.patch(id, operations)]);
        isOver = stores.database.sent.length <= position;
        stores.database.follow(noFaults);

        const found = await client.membersOf(id);
        expect([old, wanted]).toContainEqual(found);
        if (outcome.status === 'rejected') deaths += 1;
        await finishWork(stores);
        const users = await stores.users.getMany(current(), ids);
        const having = users.filter(({ groupIds }) => groupIds.has(id)).map((user) => user.id);
        expect(having.sort()).toEqual(found);
        await client.delete(id);
        await finishWork(stores);
      }
      expect(deaths).toBeGreaterThan(1);
    },
    120_000,
  );
});

describe('a deletion', () => {
  it('of a user ends all memberships, however many', async () => {
    const [ada = '', eve = ''] = await someUsers(stores.ports, 2);
    const groupIds: string[] = [];
    for (let index = 0; index < 52; index += 1) {
      const members = membersOf([ada, eve]);
      groupIds.push(idOf(await client.post({ displayName: `Crew ${index}`, members })));
    }

    await deleteUser(stores.ports, current(), aRequest({ id: ada }));
    await finishWork(stores);

    for (const id of groupIds) expect(await client.membersOf(id)).toEqual([eve]);
  });

  it('of a group that never had a member leaves no work behind', async () => {
    const id = idOf(await client.post({ displayName: 'Empty' }));

    await client.delete(id);
    await finishWork(stores);

    expect(await unfinishedWork(stores)).toEqual([]);
  });

  it('of a group is finished also where somebody died just before the end of it', async () => {
    const [ada = ''] = await someUsers(stores.ports, 1);
    const id = idOf(await client.post({ displayName: 'Crew', members: membersOf([ada]) }));
    await client.delete(id);
    const [record] = await unfinishedWork(stores);
    stores.clock.advance(60_000);
    const work = record as NonNullable<typeof record>;
    const removing = () => workOn(stores.ports, current(), work);

    const outcomes = [await removing(), await removing()];

    expect(outcomes).toEqual(['done', 'done']);
    await finishWork(stores);
  });

  it('of a user while a large change waits takes the user out in the end', async () => {
    const ids = await someUsers(stores.ports, 20);
    const id = idOf(await client.post({ displayName: 'Crew' }));
    let commits = 0;
    stores.database.follow(({ name }) => {
      if (name === 'TransactWrite') commits += 1;
      return commits > 1 || (commits === 1 && name !== 'TransactWrite') ? 'unreachable' : undefined;
    });
    await client.patch(id, [{ op: 'add', path: 'members', value: membersOf(ids) }]);
    stores.database.follow(noFaults);
    await deleteUser(stores.ports, current(), aRequest({ id: String(ids[0]) }));

    await finishWork(stores);

    expect(await client.membersOf(id)).toEqual(ids.slice(1).sort());
  });

  it('of a group publishes Group Deleted alone, and takes its buckets a minute later', async () => {
    const ids = await someUsers(stores.ports, 20);
    const id = idOf(await client.post({ displayName: 'Crew', members: membersOf(ids) }));
    const before = (await readRecords(stores.table)).length;

    await client.delete(id);
    const emptied = await stores.ports.groups.allBuckets(current(), id);
    await finishWork(stores);

    const records = (await readRecords(stores.table)).filter(
      ({ operation }) => operation === 'delete',
    );
    expect(records.map(({ events }) => events.map(({ type }) => type))).toEqual([
      ['Group Deleted'],
    ]);
    expect(before).toBeGreaterThan(0);
    expect(emptied.some(({ version }) => version > 0)).toBe(true);
    const left = await stores.ports.groups.allBuckets(current(), id);
    expect(left.every(({ version }) => version === 0)).toBe(true);
  });
});

describe('roles by group', () => {
  const groupRoles = [
    { group: 'Admins', role: 'ADMIN' },
    { group: 'planners', role: 'SCHEDULER' },
  ];
  const settings = { ...aWorkspace().settings, groupRoles };
  const workspace = aWorkspace({ profile: 'modernloop', settings });
  const context = () => contextOf('modernloop', { workspace });
  const push = groupClientOf(() => stores.ports, context);
  const roleOf = async (id: string) => {
    const role = (await stores.users.get(context(), id))?.role;
    return role && [role.value, role.source];
  };

  it.each([3, 20])('follow membership, renames and deletion, for %i members', async (count) => {
    const ids = await someUsers(stores.ports, count);
    const [first = ''] = ids;
    const seen: unknown[] = [];

    const id = idOf(await push.post({ displayName: 'ADMINS', members: membersOf(ids) }));
    seen.push(await roleOf(first));
    await push.patch(id, [{ op: 'replace', path: 'displayName', value: 'Planners' }]);
    seen.push(await roleOf(first));
    await push.patch(id, [{ op: 'remove', path: `members[value eq "${first}"]` }]);
    seen.push(await roleOf(first));
    await push.patch(id, [{ op: 'add', path: 'members', value: first }]);
    await push.delete(id);
    seen.push(await roleOf(first));
    await finishWork(stores, workspace);

    expect(seen.map((role) => role && (role as string[])[0])).toEqual([
      'ADMIN',
      'SCHEDULER',
      expect.not.stringMatching(/ADMIN|SCHEDULER/),
      expect.not.stringMatching(/ADMIN|SCHEDULER/),
    ]);
    const changes = (await readRecords(stores.table)).filter(
      ({ resource, changed }) => resource?.id === first && changed.join() === 'role',
    );
    expect(changes.map(({ events }) => events.map(({ type }) => type))).toEqual(
      Array.from({ length: changes.length }, () => ['User Role Changed']),
    );
    expect(changes.length).toBe(5);
    expect(changes.every(({ events }) => events[0]?.data.cause === 'group')).toBe(true);
  });

  it('go to the first match of the list, whichever group came first', async () => {
    const [ada = ''] = await someUsers(stores.ports, 1);
    await push.post({ displayName: 'Planners', members: membersOf([ada]) });

    await push.post({ displayName: 'Admins', members: membersOf([ada]) });

    expect(await roleOf(ada)).toEqual(['ADMIN', 'group']);
  });

  it('are right though a member comes while the group is renamed', async () => {
    const [ada = ''] = await someUsers(stores.ports, 1);
    const id = idOf(await push.post({ displayName: 'Admins' }));
    let hasRenamed = false;
    stores.database.follow(async ({ name }) => {
      if (name !== 'TransactWrite' || hasRenamed) return undefined;
      hasRenamed = true;
      await push.patch(id, [{ op: 'replace', path: 'displayName', value: 'Nobody' }]);
      return undefined;
    });

    await push.patch(id, [{ op: 'add', path: 'members', value: ada }]);
    stores.database.follow(noFaults);
    await finishWork(stores, workspace);

    expect(await roleOf(ada)).not.toEqual(['ADMIN', 'group']);
  });
});
