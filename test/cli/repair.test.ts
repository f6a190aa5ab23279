import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { NODE_REGION_CONFIG_OPTIONS } from '@smithy/core/config';
import { changeRecord } from '#activity/record.ts';
import { SYSTEM } from '#compose/adapters.ts';
import { bucketOf } from '#directory/membership.ts';
import { decideGroup } from '#mapping/decide-group.ts';
import { toBucketItem } from '#store/bucket-item.ts';
import { groupCounterKey, groupIndexKey } from '#store/group-keys.ts';
import { claimKey, userCounterKey, userIndexKey, userKey } from '#store/keys.ts';
import { groupStore } from '#test/support/whole-stores.ts';
import { rollcall } from '../support/cli.ts';
import { useEmulator } from '../support/emulator.ts';
import { brokenInvariants } from '../support/invariants.ts';
import { type Stores, storesOver } from '../support/stores.ts';
import { aRecord, aUser } from '../support/users.ts';
import { aContext, aWorkspace, aWorkspaceRecord } from '../support/workspaces.ts';

const emulator = useEmulator();
const ADA = aUser({ resource: { userName: 'ada', emails: [{ value: 'ada@x.example' }] } });
const AT = '2026-01-01T00:00:00.000Z';
const GROUP_ID = '01900000-0000-7000-8000-0000000000cc';
const GRACE = aUser({ resource: { userName: 'grace' } });

let stores: Stores;
beforeEach(async () => {
  stores = storesOver(await emulator.newTable());
  await stores.workspaces.create(aWorkspace(), aWorkspaceRecord(aWorkspace()));
  for (const user of [ADA, GRACE]) {
    await stores.users.create(aContext(), user, aRecord(aContext(), { after: user }));
  }
  await createGroup();
});

/** A group of the name it, with an externalId. */
async function createGroup(): Promise<void> {
  const context = aContext();
  const at = '2026-01-01T00:00:00.000Z';
  const { keys, resource } = decideGroup('create', { displayName: 'IT', externalId: 'G1' });
  const group = { id: GROUP_ID, version: 1, createdAt: at, updatedAt: at, keys, resource };
  const record = changeRecord({ now: () => Date.parse(at), newId: SYSTEM.newId }, context, {
    operation: 'create',
    resource: { type: 'Group', id: GROUP_ID },
    version: 1,
    changed: ['displayName'],
    status: 201,
    events: [],
  });
  await groupStore({ ...stores.table, ...SYSTEM }).change(context, {
    writeId: SYSTEM.newId(),
    groupId: GROUP_ID,
    after: group,
    buckets: [],
    users: [],
    records: [record],
  });
}

const repair = (...args: string[]) =>
  rollcall(['repair', '--table', 'x', ...args], { table: stores.table });
const put = (item: object) => {
  const { client, tableName } = stores.table;
  return client.send(new PutCommand({ TableName: tableName, Item: { schemaVersion: 1, ...item } }));
};
const remove = (key: object) => {
  const { client, tableName } = stores.table;
  return client.send(new DeleteCommand({ TableName: tableName, Key: { ...key } }));
};

/** What a restore, or a hand, may leave behind. */
const DAMAGES: Readonly<Record<string, () => Promise<unknown>>> = {
  'a claim is missing': () => remove(claimKey('acme', 'userName', 'ada')),
  'a claim is held by nobody that there is': () =>
    put({
      ...claimKey('acme', 'userName', 'eve'),
      ownerId: '01900000-0000-7000-8000-0000000000ee',
    }),
  'a claim is held by another': () =>
    put({ ...claimKey('acme', 'userName', 'ada'), ownerId: GRACE.id }),
  'a claim says that its user was invited by hand': () =>
    put({ ...claimKey('acme', 'userName', 'ada'), ownerId: ADA.id, provisionedBy: 'manual' }),
  'an index entry is missing': () => remove(userIndexKey('acme', 'email', 'ada@x.example', ADA.id)),
  'an index entry leads to who does not have the value': () =>
    put(userIndexKey('acme', 'email', 'other@x.example', ADA.id)),
  'a counter is missing': () => remove(userCounterKey('acme', ADA.id)),
  'a counter counts too many': () => put({ ...userCounterKey('acme', ADA.id), total: 7 }),
  'the claim of a group is missing': () => remove(claimKey('acme', 'displayName', 'it')),
  'a claim is held by a group that is gone': () =>
    put({ ...claimKey('acme', 'displayName', 'hr'), ownerId: ADA.id }),
  'the index entry of a group is missing': () => remove(groupIndexKey('acme', 'G1', GROUP_ID)),
  'an index entry leads to a group that is gone': () =>
    put(groupIndexKey('acme', 'G2', '01900000-0000-7000-8000-0000000000dd')),
  'the counter of groups is wrong': () => put({ ...groupCounterKey('acme', GROUP_ID), total: 3 }),
  'a user is not in the index of persons': () => {
    const { client, tableName } = stores.table;
    return client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { ...userKey('acme', ADA.id) },
        UpdateExpression: 'REMOVE gsi1pk, gsi1sk',
      }),
    );
  },
};

describe('repair', () => {
  it('has memberships put right in the background, and says that this is under way', async () => {
    const number = bucketOf(ADA.id);
    const memberIds = new Set([ADA.id]);
    await put(toBucketItem('acme', GROUP_ID, { number, version: 1, updatedAt: AT, memberIds }));

    const found = await repair('--json');
    const asked = await repair('--write', '--json');
    const again = await repair();

    const statesOf = ({ out }: { out: string }) =>
      JSON.parse(out).findings.map(({ state }: { state: string }) => state);
    expect([found.code, statesOf(found)]).toEqual([3, ['open']]);
    expect([asked.code, statesOf(asked)]).toEqual([0, ['under way']]);
    expect(again.code).toBe(0);
  });

  it('finds nothing where all is well, and ends with 0', async () => {
    const { code, out, err } = await repair();

    expect([code, out]).toEqual([0, '']);
    expect(err).toBe('1 workspaces: everything is as it should be.\n');
  });

  it('is in JSON one document where all is well, too', async () => {
    const { out } = await repair('--json');

    expect(JSON.parse(out)).toEqual({ workspaces: 1, findings: [] });
  });

  it.each([
    [[], 'http://127.0.0.1:8001'],
    [['--endpoint', 'http://127.0.0.1:8002'], 'http://127.0.0.1:8002'],
  ])(
    'works with DYNAMODB_ENDPOINT, unless the command line says another: %j',
    async (more, endpoint) => {
      const targets: unknown[] = [];

      await rollcall(['repair', '--table', 'x', ...more], {
        table: stores.table,
        environment: { dynamodbEndpoint: 'http://127.0.0.1:8001' },
        onRepair: (target) => targets.push(target),
      });

      expect(targets).toMatchObject([{ tableName: 'x', endpoint }]);
    },
  );

  it.each([
    ['behind its name, too', ['--region', 'eu-central-1'], {}, 'eu-central-1'],
    ['from the environment', [], { region: 'eu-west-3' }, 'eu-west-3'],
    [
      'for an emulator, where it is given',
      ['--endpoint', 'http://127.0.0.1:1', '--region', 'x'],
      {},
      'x',
    ],
    [
      'for an emulator from nowhere else',
      ['--endpoint', 'http://127.0.0.1:1'],
      { region: 'y' },
      undefined,
    ],
  ])('takes its region %s', async (_, more, environment, region) => {
    const targets: { readonly region?: string }[] = [];

    await rollcall(['repair', '--table', 'x', ...more], {
      table: stores.table,
      environment,
      onRepair: (target) => targets.push(target),
    });

    expect(targets.map((target) => target.region)).toEqual([region]);
  });

  it.each(Object.keys(DAMAGES))('finds and mends it where %s', async (damage) => {
    await DAMAGES[damage]?.();
    const broken = await brokenInvariants(stores.table);

    const found = await repair('--json');
    const untouched = await brokenInvariants(stores.table);
    const mended = await repair('--write', '--json');

    expect(broken).not.toEqual([]);
    expect(found.code).toBe(3);
    expect(JSON.parse(found.out).findings.map(({ state }: { state: string }) => state)).toEqual(
      expect.arrayContaining(['open']),
    );
    expect(untouched).toEqual(broken);
    expect(mended.code).toBe(0);
    expect(JSON.parse(mended.out).findings).toMatchObject([{ state: 'mended' }]);
    expect(await brokenInvariants(stores.table)).toEqual([]);
    expect((await repair()).code).toBe(0);
  });

  it('mends everything at once', async () => {
    for (const damage of Object.values(DAMAGES)) await damage();

    const { code } = await repair('--write');

    expect(code).toBe(0);
    expect(await brokenInvariants(stores.table)).toEqual([]);
  });

  it('leaves to a person what only a person can decide: two users of one name', async () => {
    const namesake = aUser({ resource: { userName: 'ada' } });
    await remove(claimKey('acme', 'userName', 'ada'));
    await stores.users.create(aContext(), namesake, aRecord(aContext(), { after: namesake }));

    const { code, out, err } = await repair('--write');

    expect(code).toBe(3);
    expect(out).toContain(`users ${ADA.id} and ${namesake.id} share a userName`);
    expect(out).toContain('by hand');
    expect(err).toContain('1 findings: look at what is left');
  });

  it('says nothing of what a user is called', async () => {
    for (const damage of Object.values(DAMAGES)) await damage();

    const { out } = await repair();

    expect(out).not.toMatch(/x\.example|grace/);
  });

  it('ends with a sentence where there is no such table', async () => {
    const { client } = stores.table;

    const ran = await rollcall(['repair', '--table', 'x'], {
      table: { client, tableName: 'nowhere' },
    });

    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(/^rollcall: the table cannot be used: \S.*\n$/);
  });

  it('asks for a region where nothing says one, in whatever words the SDK has for it', async () => {
    process.env.AWS_EC2_METADATA_DISABLED = 'true';
    const region = NODE_REGION_CONFIG_OPTIONS.default as () => Promise<string>;
    const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region }));

    const ran = await rollcall(['repair', '--table', 'x'], { table: { client, tableName: 'x' } });

    expect(ran).toEqual({
      code: 2,
      out: '',
      err: 'rollcall: give the AWS region of the table: --region\n',
    });
  });

  it('takes one workspace alone, and refuses one that the table does not have', async () => {
    const one = await repair('--workspace', 'acme');
    const none = await repair('--workspace', 'acne');

    expect(one).toMatchObject({ code: 0 });
    expect(none).toEqual({
      code: 1,
      out: '',
      err: 'rollcall: the table has no such workspace\n',
    });
  });

  it('leaves a fault of the program its stack', async () => {
    const fault = rollcall(['repair', '--table', 'x']);

    await expect(fault).rejects.toThrow('the test has no table');
  });
});
