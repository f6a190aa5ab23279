/** What the conditions of a group's writes guard: changes of what is another by now. */

import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM } from '#compose/adapters.ts';
import type { Group } from '#directory/group.ts';
import type { GroupChange } from '#directory/group-ports.ts';
import { bucketOf, changeBuckets } from '#directory/membership.ts';
import { decideGroup } from '#mapping/decide-group.ts';
import { claimKey } from '#store/keys.ts';
import { useEmulator } from '#test/support/emulator.ts';
import { readAll } from '#test/support/invariants.ts';
import { type Stores, storesOver } from '#test/support/stores.ts';
import { aContext } from '#test/support/workspaces.ts';

const AT = '2026-01-01T00:00:00.000Z';
const USER_ID = '01900000-0000-7000-8000-000000000001';
const emulator = useEmulator();
let stores: Stores;
beforeEach(async () => {
  stores = storesOver(await emulator.newTable());
});

function aGroup(displayName: string, parts: Partial<Group> = {}): Group {
  const decision = decideGroup('create', { displayName });
  return { id: SYSTEM.newId(), version: 1, createdAt: AT, updatedAt: AT, ...decision, ...parts };
}

function change(before: Group | undefined, after: Group, buckets: GroupChange['buckets'] = []) {
  const nothing = { users: [], records: [] } as const;
  const groupId = after.id;
  const parts = { writeId: SYSTEM.newId(), groupId, before, after, buckets, ...nothing };
  return stores.ports.groups.change(aContext(), parts);
}

const bucketAt = (version: number, added: readonly string[], removed: readonly string[] = []) =>
  changeBuckets(
    [{ number: bucketOf(USER_ID), version, memberIds: new Set(removed) }],
    { added, removed },
    AT,
  );

const storedBuckets = async (groupId: string) =>
  (await stores.ports.groups.allBuckets(aContext(), groupId)).filter(({ version }) => version > 0);

describe('a change of a group', () => {
  it('is of the version that was read, and of no later one', async () => {
    const group = aGroup('Crew');
    await change(undefined, group);
    const second = { ...group, version: 2, updatedAt: '2026-01-02T00:00:00.000Z' };
    await change(group, second);

    const late = await change(group, { ...group, version: 2 });

    expect(late).toEqual({ kind: 'changed' });
    expect(await stores.ports.groups.get(aContext(), group.id)).toEqual(second);
  });

  it('makes no group where one has the id already', async () => {
    const group = aGroup('Crew');
    await change(undefined, group);

    const outcome = await change(undefined, aGroup('Staff', { id: group.id }));

    expect(outcome).toEqual({ kind: 'changed' });
    expect(await stores.ports.groups.get(aContext(), group.id)).toEqual(group);
  });

  it('frees no name that is another group’s by now', async () => {
    const group = aGroup('Crew');
    await change(undefined, group);
    const others = { ...claimKey('acme', 'displayName', 'crew'), ownerId: 'another' };
    const { client, tableName } = stores.table;
    await client.send(new PutCommand({ TableName: tableName, Item: others }));

    const outcome = await change(group, { ...aGroup('Staff', { id: group.id }), version: 2 });

    expect(outcome).toEqual({ kind: 'changed' });
    const claim = (await readAll(stores.table)).find(({ sk }) => sk === others.sk);
    expect(claim?.ownerId).toBe('another');
  });

  it('writes over no bucket that is another by now', async () => {
    const group = aGroup('Crew');
    await change(undefined, group, bucketAt(0, [USER_ID]));
    await change(group, group, bucketAt(1, [], [USER_ID]));

    const late = await change(group, group, bucketAt(1, [], [USER_ID]));

    expect(late).toEqual({ kind: 'changed' });
  });

  it('drops no bucket that is another by now', async () => {
    const group = aGroup('Crew');
    await change(undefined, group, bucketAt(0, [USER_ID]));
    const stale = await storedBuckets(group.id);
    await change(group, group, bucketAt(1, [], [USER_ID]));

    const isDropped = await stores.ports.groups.dropBuckets(aContext(), group.id, stale);

    expect(isDropped).toBe(false);
    const left = await storedBuckets(group.id);
    expect(left.map(({ version }) => version)).toEqual([2]);
  });
});
