/**
 * Items as deployments have written them, version by version of their form, in `items/`: this one
 * must go on reading all of them.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AttributeValue, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { groupRecords } from '#activity/group-record.ts';
import { type UserChange, unchangedRecord, userRecord } from '#activity/record.ts';
import type { ActivityRecord } from '#directory/activity-record.ts';
import type { Group } from '#directory/group.ts';
import { type Bucket, bucketOf } from '#directory/membership.ts';
import type { User } from '#directory/user.ts';
import type { Workspace } from '#directory/workspace.ts';
import { deactivated } from '#mapping/decide-user.ts';
import { SCHEMA_VERSION } from '#store/table.ts';
import { aClock } from '#test/support/clock.ts';
import { type TestTable, useEmulator } from '#test/support/emulator.ts';
import { type Stores, storesOver, useStores } from '#test/support/stores.ts';
import { aRecord, aUser, changed, deletion, personOf } from '#test/support/users.ts';
import { pageBookmarks, tokenUseStore } from '#test/support/whole-stores.ts';
import { aContext, aWorkspace, aWorkspaceRecord, TOKEN_ID } from '#test/support/workspaces.ts';

type Item = Readonly<Record<string, AttributeValue>>;

const FOLDER = join(import.meta.dirname, 'items');
const AT = '2026-01-01T00:00:00.000Z';
const WRITE_ID = '01900000-0000-7000-8000-000000002000';
const CREW_RECORD_ID = '01900000-0000-7000-8000-000000000006';
const PAGE = { resourceType: 'USER', startIndex: 101, count: 100 } as const;

/** What the items of every version say. */
const WORKSPACE: Workspace = aWorkspace();
const ADA: User = aUser({
  id: '01900000-0000-7000-8000-000000000001',
  resource: {
    userName: 'Ada@x.example',
    externalId: 'E1',
    name: { givenName: 'Ada', familyName: 'Lovelace' },
    emails: [{ value: 'Ada@x.example', type: 'work', primary: true }],
  },
  isEmailUnique: true,
  appFields: { appUserId: 17 },
  groupIds: new Set(['01900000-0000-7000-8000-0000000000ff']),
});
/** Has Ada as its member. */
const CREW: Group = {
  id: '01900000-0000-7000-8000-0000000000ff',
  version: 1,
  createdAt: AT,
  updatedAt: AT,
  keys: { displayName: 'crew', externalId: 'G1' },
  resource: { displayName: 'Crew', externalId: 'G1' },
};
const CREW_BUCKET: Bucket = {
  number: bucketOf(ADA.id),
  version: 1,
  updatedAt: AT,
  memberIds: new Set([ADA.id]),
};
const GRACE: User = aUser({
  id: '01900000-0000-7000-8000-000000000002',
  resource: { userName: 'grace' },
  active: false,
});
/** Is deleted, and kept for admins. */
const EVE: User = aUser({
  id: '01900000-0000-7000-8000-000000000003',
  resource: { userName: 'eve' },
});
/** Is invited by hand, with a role that was set in the app. */
const FAY: User = aUser({
  id: '01900000-0000-7000-8000-000000000004',
  resource: { userName: 'fay', emails: [{ value: 'fay@x.example', type: 'work' }] },
  isEmailUnique: true,
  provisionedBy: 'manual',
  role: { value: 'SCHEDULER', source: 'app', lastFromIdp: 'ADMIN' },
});

/** By their keys; bytes stand as base64 in the file. */
function itemsOf(version: string): readonly Item[] {
  const text = readFileSync(join(FOLDER, `${version}.json`), 'utf8');
  const items: Readonly<Record<string, Item>> = JSON.parse(text, (name, value) =>
    name === 'BS' ? value.map((one: string) => Buffer.from(one, 'base64')) : value,
  );
  return Object.values(items);
}

async function load({ client, tableName }: TestTable, items: readonly Item[]): Promise<void> {
  for (const Item of items) {
    await client.send(new PutItemCommand({ TableName: tableName, Item }));
  }
}

const versions = readdirSync(FOLDER).map((file) => file.replace('.json', ''));

describe.each(versions)('items of schema version %s', (version) => {
  const stores = useStores();
  beforeEach(() => load(stores.table, itemsOf(version)));

  it('are users that can be got, found, listed and counted', async () => {
    const context = aContext();

    const found = [
      await stores.users.find(context, { by: 'userName', value: 'ada@x.example' }, 10),
      await stores.users.find(context, { by: 'externalId', value: 'E1' }, 10),
      await stores.users.find(context, { by: 'email', value: 'ada@x.example' }, 10),
    ];

    expect(await stores.users.get(context, GRACE.id)).toEqual(GRACE);
    expect(found.map(({ users }) => users)).toEqual([[ADA], [ADA], [ADA]]);
    const page = await stores.users.page(context, { limit: 10, maxBytes: 1_000_000 });
    expect(page.users).toEqual([ADA, GRACE]);
    expect(await stores.users.count(context)).toBe(2);
  });

  it('are a user who was invited by hand, and can be adopted', async () => {
    const context = aContext();
    const after = { ...FAY, provisionedBy: 'scim', version: 2 } as const;

    const before = await stores.users.getManual(context, FAY.id);
    const record = aRecord(context, { before: FAY, after });
    const outcome = await stores.users.adopt(context, FAY, after, record);

    expect(before).toEqual(FAY);
    expect(outcome).toEqual({ kind: 'done' });
    expect(await stores.users.get(context, FAY.id)).toEqual(after);
  });

  it('are users that can be changed and removed, and whose names are taken', async () => {
    const context = aContext();
    const after = changed(ADA, { userName: 'lovelace' });
    const namesake = aUser({ resource: { userName: 'GRACE' } });

    const outcomes = [
      await stores.users.replace(context, ADA, after, aRecord(context, { before: ADA, after })),
      await stores.users.create(context, namesake, aRecord(context, { after: namesake })),
      await stores.users.remove(context, ...deletion(context, GRACE)),
    ];

    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'taken', 'done']);
  });

  it('are groups that can be got, found, listed and counted, with their members', async () => {
    const context = aContext();

    const found = [
      await stores.ports.groups.find(context, { by: 'displayName', value: 'crew' }, 10),
      await stores.ports.groups.find(context, { by: 'externalId', value: 'G1' }, 10),
      await stores.ports.groups.page(context, { limit: 10, maxBytes: 1_000_000 }),
    ];

    expect(found.map(({ groups }) => groups)).toEqual([[CREW], [CREW], [CREW]]);
    expect(await stores.ports.groups.count(context)).toBe(1);
    const buckets = await stores.ports.groups.allBuckets(context, CREW.id);
    expect(buckets[CREW_BUCKET.number]).toEqual(CREW_BUCKET);
    expect(await stores.ports.pending.isAnyPending(context)).toBe(true);
  });

  it('are a workspace', async () => {
    expect(await stores.workspaces.read('acme')).toEqual(WORKSPACE);
  });

  it('are a bookmark', async () => {
    const clock = aClock(Date.parse(AT));
    const bookmarks = pageBookmarks({ ...stores.table, ...clock, random: Math.random });

    expect((await bookmarks.read(aContext(), PAGE)).after).toBe(ADA.id);
  });

  it('are a refusal that is counted on', async () => {
    const record = refusal();

    await stores.activity.append(aContext(), record);

    const { client, tableName } = stores.table;
    const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }));
    const item = Items.find(({ sk }) => sk?.S === record.id);
    expect(item?.repeats?.N).toBe('2');
  });
});

describe('an item', () => {
  const stores = useStores();

  it('is written as it is checked in for this schema version', async () => {
    const { client, tableName } = stores.table;

    await writeAll(stores.table);

    const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }));
    expect(contentsOf(Items)).toEqual(contentsOf(itemsOf(`v${SCHEMA_VERSION}`)));
    expect(new Set(Items.map(({ schemaVersion }) => schemaVersion?.N))).toEqual(
      new Set([String(SCHEMA_VERSION)]),
    );
  });
});

describe('an item of a newer schema version', () => {
  const emulator = useEmulator();

  const readings: Readonly<Record<string, (stores: Stores) => Promise<unknown>>> = {
    'a user by id': ({ users }) => users.get(aContext(), ADA.id),
    'a user by name': ({ users }) => users.find(aContext(), { by: 'userName', value: 'grace' }, 1),
    'a group': ({ ports }) => ports.groups.get(aContext(), CREW.id),
    'members of a group': ({ ports }) => ports.groups.allBuckets(aContext(), CREW.id),
    'a page': ({ users }) => users.page(aContext(), { limit: 10, maxBytes: 1_000_000 }),
    'a workspace': ({ workspaces }) => workspaces.read('acme'),
  };

  it.each(Object.keys(readings))('refuses to be read as %s', async (name) => {
    const stores = storesOver(await emulator.newTable());
    const schemaVersion = { N: String(SCHEMA_VERSION + 1) };
    const newer = itemsOf(`v${SCHEMA_VERSION}`).map((item) => ({ ...item, schemaVersion }));
    await load(stores.table, newer);

    const reading = readings[name]?.(stores);

    await expect(reading).rejects.toThrow('schema version');
  });
});

function refusal() {
  return unchangedRecord({ now: () => Date.parse(AT), newId: () => '' }, theContext(), {
    operation: 'create',
    resource: undefined,
    result: { status: 409, scimType: 'uniqueness' },
    ignored: [],
  });
}

function theContext() {
  return aContext({ requestId: 'request-1' });
}

/** One item of each entity type, the same each time. */
async function writeAll(table: TestTable): Promise<void> {
  const { users, workspaces, activity, ports } = storesOver(table);
  const clock = aClock(Date.parse(AT));
  const bookmarks = pageBookmarks({ ...table, ...clock, random: Math.random });
  const uses = tokenUseStore({ ...table, ...clock, random: Math.random });
  const context = theContext();
  const record = (number: number, change: Omit<UserChange, 'changed' | 'ignored' | 'person'>) => {
    const ports = { ...clock, newId: () => `01900000-0000-7000-8000-00000000000${number}` };
    const person = personOf((change.after ?? change.before) as User);
    const parts = { person, changed: ['userName'], ignored: [] };
    return userRecord(ports, context, { ...change, ...parts });
  };

  const creation = { ...aWorkspaceRecord(WORKSPACE, WRITE_ID), at: AT };
  await workspaces.create(WORKSPACE, creation);
  for (const [index, user] of [ADA, GRACE, EVE].entries()) {
    const change = { operation: 'create', after: user, status: 201 } as const;
    await users.create(context, user, record(index + 1, change));
  }
  const invitation = { operation: 'create', after: FAY, status: 201, cause: 'admin' } as const;
  await users.create(context, FAY, record(5, invitation));
  const [creationOfCrew] = groupRecords({ ...clock, newId: () => CREW_RECORD_ID }, context, {
    ...{ operation: 'create', after: CREW, changed: ['displayName'], ignored: [], status: 201 },
    ...{ added: [{ userId: ADA.id, version: 1 }], removed: [], projection: 'to do' },
  });
  await ports.groups.change(context, {
    ...{ writeId: CREW_RECORD_ID, groupId: CREW.id, after: CREW, users: [] },
    buckets: [{ before: { ...CREW_BUCKET, version: 0, memberIds: new Set() }, after: CREW_BUCKET }],
    records: [creationOfCrew as ActivityRecord],
  });
  const deletion = { operation: 'delete', before: EVE, status: 204 } as const;
  await users.remove(context, EVE, deactivated(EVE), record(4, deletion));
  await bookmarks.keep(context, PAGE, ADA.id);
  await activity.append(context, refusal());
  await uses.note(context, { tokenId: TOKEN_ID, lastUsedAt: AT, client: 'okta' });
  const lastFailure = { at: AT, status: 409, scimType: 'uniqueness', reason: 'taken' };
  await uses.note(context, { tokenId: TOKEN_ID, lastFailure });
}

/** What items say, by their keys, down to what stands as JSON in them: two deployments must agree. */
function contentsOf(items: readonly Item[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    items.map((item) => [
      `${item.pk?.S} ${item.sk?.S}`,
      Object.fromEntries(Object.entries(item).map(([name, value]) => [name, contentOf(value)])),
    ]),
  );
}

function contentOf(value: AttributeValue): unknown {
  if (value.S?.startsWith('{')) return JSON.parse(value.S);
  return value.BS === undefined
    ? value
    : value.BS.map((bytes) => Buffer.from(bytes).toString('base64'));
}
