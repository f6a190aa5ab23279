/** Memberships that a restore has torn: the group is right, and its users follow, with their roles. */

import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM } from '#compose/adapters.ts';
import type { ActivityRecord } from '#directory/activity-record.ts';
import { type Bucket, bucketOf } from '#directory/membership.ts';
import type { User } from '#directory/user.ts';
import { DEFAULT_SETTINGS } from '#directory/workspace.ts';
import { decideGroup } from '#mapping/decide-group.ts';
import { fromBucketItem, toBucketItem } from '#store/bucket-item.ts';
import { toGroupItem } from '#store/group-item.ts';
import { bucketKey, groupCounterKey, groupKey } from '#store/group-keys.ts';
import { claimKey, userKey } from '#store/keys.ts';
import type { Breach } from '#store/repair/breach.ts';
import { breachesIn } from '#store/repair/breaches.ts';
import { membershipBreaches } from '#store/repair/memberships.ts';
import { tableRepair } from '#store/repair/repair-table.ts';
import type { WorkspaceContents } from '#store/repair/workspace-contents.ts';
import { readContents } from '#store/repair/workspace-contents.ts';
import { toUserItem } from '#store/user-item.ts';
import { useEmulator } from '#test/support/emulator.ts';
import { finishWork, unfinishedWork } from '#test/support/group-work.ts';
import { brokenInvariants, readAll } from '#test/support/invariants.ts';
import { type Stores, storesOver } from '#test/support/stores.ts';
import { aRecord, aUser } from '#test/support/users.ts';
import { aContext, aWorkspace, aWorkspaceRecord } from '#test/support/workspaces.ts';

const emulator = useEmulator();
const GROUP = '01900000-0000-7000-8000-0000000000cc';
const GONE = '01900000-0000-7000-8000-0000000000dd';
const NOBODY = '01900000-0000-7000-8000-0000000000ee';
const AT = '2026-01-01T00:00:00.000Z';
const WORKSPACE = aWorkspace({
  profile: 'modernloop',
  settings: { ...DEFAULT_SETTINGS, groupRoles: [{ group: 'IT', role: 'ADMIN' }] },
});
const ADA: User = aUser({
  resource: { userName: 'ada' },
  role: { value: 'INTERVIEWER', source: 'default' },
});

let stores: Stores;
const put = async (item: object) => {
  const { client, tableName } = stores.table;
  await client.send(new PutCommand({ TableName: tableName, Item: { ...item } }));
};
const bucket = (...memberIds: readonly string[]): Bucket => ({
  number: bucketOf(memberIds[0] ?? NOBODY),
  version: 1,
  updatedAt: AT,
  memberIds: new Set(memberIds),
});

beforeEach(async () => {
  stores = storesOver(await emulator.newTable());
  await stores.workspaces.create(WORKSPACE, aWorkspaceRecord(WORKSPACE));
  const context = aContext({ workspace: WORKSPACE });
  await stores.users.create(context, ADA, aRecord(context, { after: ADA }));
  const { keys, resource } = decideGroup('create', { displayName: 'IT' });
  const group = { id: GROUP, version: 1, createdAt: AT, updatedAt: AT, keys, resource };
  await put(toGroupItem('acme', group));
  await put({ ...claimKey('acme', 'displayName', 'it'), ownerId: GROUP, schemaVersion: 1 });
  await put({ ...groupCounterKey('acme', GROUP), total: 1, schemaVersion: 1 });
});

/** The user as a restore may leave them: as if they had these groups. */
const restoreAda = (...groupIds: readonly string[]) =>
  put(toUserItem(userKey('acme', ADA.id), { ...ADA, groupIds: new Set(groupIds) }, 'record'));
const breaches = async () => {
  const dynamo = { ...SYSTEM, ...stores.table };
  return breachesIn('acme', await readContents(dynamo, 'acme'));
};
const memberships = async () => (await breaches()).filter(({ mend }) => mend?.kind === 'project');
const mend = async (found: readonly Breach[]) => {
  const repair = tableRepair({ ...SYSTEM, ...stores.table });
  for (const breach of found) expect(await repair.mend(breach)).toBe(true);
};
const ada = () => stores.users.get(aContext({ workspace: WORKSPACE }), ADA.id);

/** What is torn, and what the user has in the end. */
const TORN: Readonly<Record<string, readonly [() => Promise<unknown>, readonly string[], string]>> =
  {
    'the group has a member who does not know': [
      () => put(toBucketItem('acme', GROUP, bucket(ADA.id))),
      [GROUP],
      'ADMIN',
    ],
    'a user has a group that does not have them': [
      async () => {
        await put(toBucketItem('acme', GROUP, { ...bucket(), number: bucketOf(ADA.id) }));
        await restoreAda(GROUP);
      },
      [],
      'INTERVIEWER',
    ],
    'a user has a group that is gone': [() => restoreAda(GONE), [], 'INTERVIEWER'],
    'the group has a member who is gone': [
      () => put(toBucketItem('acme', GROUP, bucket(NOBODY))),
      [],
      'INTERVIEWER',
    ],
  };

describe('a membership', () => {
  it.each(Object.entries(TORN))(
    'is found, and put right in the background with its role, where %s',
    async (_, [tear, groupIds, role]) => {
      await tear();
      const found = await memberships();

      await mend(found);
      const asked = await memberships();
      await finishWork(stores, WORKSPACE);

      expect(found).toHaveLength(1);
      expect(asked).toEqual([]);
      expect(await breaches()).toEqual([]);
      const user = await ada();
      expect([...(user?.groupIds ?? [])]).toEqual(groupIds);
      expect(user?.role?.value ?? 'INTERVIEWER').toBe(role);
      const torn = (await brokenInvariants(stores.table)).filter((one) => /membership/.test(one));
      expect(torn).toEqual([]);
    },
  );

  it('is asked for in the log, by name of the repair, once', async () => {
    await put(toBucketItem('acme', GROUP, bucket(ADA.id)));

    await mend(await memberships());
    await mend(await memberships());

    expect(await unfinishedWork(stores)).toMatchObject([
      {
        actor: { kind: 'system', name: 'repair' },
        resource: { type: 'Group', id: GROUP },
        work: { kind: 'projectMembers', groupId: GROUP, userIds: [ADA.id] },
      },
    ]);
  });

  it('that is as it should be is none', async () => {
    await put(toBucketItem('acme', GROUP, bucket(ADA.id)));
    await restoreAda(GROUP);

    expect(await memberships()).toEqual([]);
  });
});

describe('a bucket that is lost', () => {
  const bucketItem = async () => {
    const { pk, sk } = bucketKey('acme', GROUP, bucketOf(ADA.id));
    return (await readAll(stores.table)).find((item) => item.pk === pk && item.sk === sk);
  };

  it('is told from an empty one, and made of the users who say that they are in it', async () => {
    await restoreAda(GROUP);
    const found = await breaches();

    await mend(found);

    const number = bucketOf(ADA.id);
    const what = `group ${GROUP} has lost bucket ${number} of its members`;
    expect(found).toMatchObject([{ sentence: `${what}; 1 users say that they are in it` }]);
    expect(fromBucketItem((await bucketItem()) ?? {}).memberIds).toEqual(new Set([ADA.id]));
    expect(await breaches()).toEqual([]);
    await finishWork(stores, WORKSPACE);
    expect([...((await ada())?.groupIds ?? [])]).toEqual([GROUP]);
    expect((await brokenInvariants(stores.table)).filter((one) => /membership/.test(one))).toEqual(
      [],
    );
  });

  it('is left alone where it has been written since', async () => {
    await restoreAda(GROUP);
    const [found] = await breaches();
    await put(toBucketItem('acme', GROUP, bucket(ADA.id, NOBODY)));
    const before = await bucketItem();

    const isMended = await tableRepair({ ...SYSTEM, ...stores.table }).mend(found as Breach);

    expect([isMended, await bucketItem()]).toEqual([false, before]);
  });

  it('is not made again where its group has been deleted since: nothing would lead to it', async () => {
    await restoreAda(GROUP);
    const [found] = await breaches();
    const { client, tableName } = stores.table;
    await client.send(new DeleteCommand({ TableName: tableName, Key: groupKey('acme', GROUP) }));

    const isMended = await tableRepair({ ...SYSTEM, ...stores.table }).mend(found as Breach);

    expect([isMended, await bucketItem()]).toEqual([false, undefined]);
  });
});

describe('what a workspace has', () => {
  const contents = (parts: Partial<WorkspaceContents>): WorkspaceContents => ({
    users: [],
    groups: [],
    buckets: new Map(),
    pending: [],
    claims: new Map(),
    entries: new Map(),
    counters: new Map(),
    ...parts,
  });
  const ids = (count: number) => Array.from({ length: count }, () => SYSTEM.newId());
  const bucketsOf = (userIds: readonly string[]) =>
    userIds.map((id) => ({ ...bucket(id), number: bucketOf(id) }));

  it('is asked for a thousand users at a time', () => {
    const buckets = new Map([[GROUP, bucketsOf(ids(2500))]]);

    const found = membershipBreaches('acme', contents({ buckets }));

    const sizes = found.map((one) => one.mend?.kind === 'project' && one.mend.userIds.length);
    expect(sizes).toEqual([1000, 1000, 500]);
  });

  it.each<[string, ActivityRecord['work'], number]>([
    ['of this group', { kind: 'removeGroup', groupId: GROUP }, 0],
    ['of another group', { kind: 'removeGroup', groupId: GONE }, 1],
    ['of these users', { kind: 'projectMembers', groupId: GROUP, userIds: [ADA.id] }, 0],
    ['of others', { kind: 'projectMembers', groupId: GROUP, userIds: [NOBODY] }, 1],
    ['of roles', { kind: 'evaluateRoles', groups: ['IT'] }, 1],
  ])('is no finding where work that is not done yet is about it: %s', (_, work, count) => {
    const buckets = new Map([[GROUP, [bucket(ADA.id), bucket()]]]);
    const pending = [{ work } as ActivityRecord];

    expect(membershipBreaches('acme', contents({ buckets, pending }))).toHaveLength(count);
  });

  it('is left to a person where a bucket is lost with a change that was under way', () => {
    const work = { kind: 'projectMembers', groupId: GROUP, userIds: [ADA.id] } as const;
    const user = { ...ADA, groupIds: new Set([GROUP]) };

    const found = membershipBreaches(
      'acme',
      contents({
        buckets: new Map([[GROUP, []]]),
        users: [{ item: { pk: '', sk: '' }, user }],
        pending: [{ work } as unknown as ActivityRecord],
      }),
    );

    expect(found).toEqual([
      { sentence: expect.stringMatching(/lost .* 1 members .*push it again/) },
    ]);
  });

  it('is left to a person where an id is in a wrong bucket', () => {
    const wrong = { ...bucket(ADA.id), number: (bucketOf(ADA.id) + 1) % 64 };
    const user = { ...ADA, groupIds: new Set([GROUP]) };
    const item = { pk: '', sk: '' };

    const found = membershipBreaches(
      'acme',
      contents({ buckets: new Map([[GROUP, [wrong]]]), users: [{ item, user }] }),
    );

    expect(found).toEqual([{ sentence: expect.stringMatching(/push it again/) }]);
  });

  it('is not asked for in the background where only a wrong bucket has it', () => {
    const wrong = { ...bucket(ADA.id), number: (bucketOf(ADA.id) + 1) % 64 };

    const found = membershipBreaches('acme', contents({ buckets: new Map([[GROUP, [wrong]]]) }));

    expect(found).toEqual([{ sentence: expect.stringMatching(/push it again/) }]);
  });
});
