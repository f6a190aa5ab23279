/** The checker itself: it must see each breach, or it proves nothing. */

import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { deletedUserKey, type Key, manualUserKey, userKey } from '#store/keys.ts';
import { type TestTable, useEmulator } from './emulator.ts';
import { brokenInvariants, readAll } from './invariants.ts';
import { storesOver } from './stores.ts';
import { anEmail, aRecord, aUser, deletion } from './users.ts';
import { aContext } from './workspaces.ts';

type Item = Readonly<Record<string, unknown>> & Key;

const ADA = aUser({
  resource: { userName: 'ada', ...anEmail('a@x.example') },
  isEmailUnique: true,
});
const BOB = aUser({ resource: { userName: 'bob', externalId: 'E1' } });
const EVE = aUser({ resource: { userName: 'eve', ...anEmail('e@x.example') } });
const FAY = aUser({
  resource: { userName: 'fay', ...anEmail('f@x.example') },
  isEmailUnique: true,
  provisionedBy: 'manual',
});
const ADAS = userKey('acme', ADA.id).sk;
const BOBS = userKey('acme', BOB.id).sk;
const FAYS = manualUserKey('acme', FAY.id).sk;
const EVES = deletedUserKey('acme', EVE.id).sk;

/** Ada and Bob are there, Fay is invited by hand, Eve is deleted. */
async function populate(table: TestTable): Promise<void> {
  const { users } = storesOver(table);
  const context = aContext();
  for (const user of [ADA, BOB, EVE, FAY]) {
    await users.create(context, user, aRecord(context, { after: user }));
  }
  await users.remove(context, ...deletion(context, EVE));
}

/** Changes every item that `is` finds; undefined takes an attribute away. */
const changing =
  (is: (item: Item) => boolean, parts: (item: Item) => Record<string, unknown>) =>
  async ({ client, tableName }: TestTable) => {
    for (const item of (await readAll({ client, tableName })).filter(is)) {
      await client.send(
        new PutCommand({ TableName: tableName, Item: { ...item, ...parts(item) } }),
      );
    }
  };
const removing =
  (is: (item: Item) => boolean) =>
  async ({ client, tableName }: TestTable) => {
    for (const { pk, sk } of (await readAll({ client, tableName })).filter(is)) {
      await client.send(new DeleteCommand({ TableName: tableName, Key: { pk, sk } }));
    }
  };
const at =
  (prefix: string) =>
  ({ sk }: Item) =>
    sk.startsWith(prefix);
const recordOf =
  (id: string, operation: string) =>
  ({ pk, record }: Item) =>
    pk.startsWith('ACTIVITY#') &&
    JSON.parse(String(record)).resource.id === id &&
    JSON.parse(String(record)).operation === operation;
const inRecord = (parts: object) => (item: Item) => ({
  record: JSON.stringify({ ...JSON.parse(String(item.record)), ...parts }),
});
const inResource = (parts: object) => (item: Item) => ({
  resource: JSON.stringify({ ...JSON.parse(String(item.resource)), ...parts }),
});

describe('the checker of invariants', () => {
  const emulator = useEmulator();

  it('finds nothing wrong with what the store has written', async () => {
    const table = await emulator.newTable();
    await populate(table);

    expect(await brokenInvariants(table)).toEqual([]);
  });

  it.each<[string, (table: TestTable) => Promise<void>, RegExp]>([
    ['a claim that is missing', removing(at('CLAIM#email')), /lacks .*CLAIM#email/],
    ['a claim of somebody else', changing(at('CLAIM#'), () => ({ ownerId: 'x' })), /lacks .*CLAIM/],
    ['an index entry that is missing', removing(at('INDEX#')), /lacks .*INDEX#/],
    ['claims and entries of nobody', removing(at(BOBS)), /CLAIM#userName.* does not have it/],
    [
      'a counter that is wrong',
      changing(
        ({ pk }) => pk === 'COUNT#acme',
        () => ({ total: 7 }),
      ),
      /counts 7/,
    ],
    [
      'a userName that two users have',
      changing(at(BOBS), ({ keys }) => ({ keys: String(keys).replace('bob', 'ada') })),
      /acme ada is shared/,
    ],
    [
      'keys that the resource does not have',
      changing(at(ADAS), inResource({ userName: 'x' })),
      /not what its resource says/,
    ],
    [
      'a user who is active in one place alone',
      changing(at(ADAS), inResource({ active: false })),
      /not what its resource says/,
    ],
    [
      'an item without a schema version',
      changing(at('CLAIM#'), () => ({ schemaVersion: undefined })),
      /has the schema version undefined/,
    ],
    [
      'an item of a version to come',
      changing(at(EVES), () => ({ schemaVersion: 99 })),
      /has the schema version 99/,
    ],
    [
      'a person who is in no index',
      changing(at(ADAS), () => ({ gsi1pk: undefined, gsi1sk: undefined })),
      /is indexed as undefined, not EMAIL#/,
    ],
    [
      'a person indexed by another e-mail',
      changing(at(ADAS), () => ({ gsi1pk: 'EMAIL#x' })),
      /is indexed as EMAIL#x /,
    ],
    [
      'a person indexed for another workspace',
      changing(at(ADAS), () => ({ gsi1sk: 'WORKSPACE#acme-2#USER#x' })),
      /is indexed as .*acme-2/,
    ],
    [
      'somebody without an e-mail in the index',
      changing(at(BOBS), () => ({ gsi1pk: 'EMAIL#x', gsi1sk: 'x' })),
      /is indexed as EMAIL#x x, not undefined/,
    ],
    [
      'somebody who is deleted in the index',
      changing(at(EVES), () => ({ gsi1pk: 'EMAIL#x', gsi1sk: 'x' })),
      /is indexed as EMAIL#x x, not undefined/,
    ],
    ['a deleted user who is active', changing(at(EVES), () => ({ active: true })), /is active$/],
    [
      'a deleted user who is active in the resource',
      changing(at(EVES), inResource({ active: true })),
      /is active in its resource/,
    ],
    [
      'a deleted user who has not been deleted',
      changing(at(EVES), () => ({ deletedAt: undefined })),
      /was deleted at undefined/,
    ],
    [
      'a deleted user who stays for ever',
      changing(at(EVES), () => ({ expiresAt: undefined })),
      /expires at undefined/,
    ],
    [
      'a deleted user who should have gone before',
      changing(at(EVES), () => ({ expiresAt: 7 })),
      /expires at 7/,
    ],
    [
      'a deleted user who lives',
      changing(at(BOBS), () => ({ sk: userKey('acme', EVE.id).sk })),
      /is live too/,
    ],
    [
      'a deleted user who is invited by hand',
      changing(at(FAYS), () => ({ sk: manualUserKey('acme', EVE.id).sk })),
      /is live too/,
    ],
    [
      'a user invited by hand where SCIM looks',
      changing(at(FAYS), () => ({ sk: userKey('acme', FAY.id).sk })),
      /stands twice/,
    ],
    [
      'a provisioned user where SCIM does not look',
      changing(at(ADAS), () => ({ provisionedBy: 'manual' })),
      /is not kept as manual/,
    ],
    [
      'a claim that does not say that its owner is invited by hand',
      changing(
        ({ ownerId }) => ownerId === FAY.id,
        () => ({ provisionedBy: undefined }),
      ),
      /is not kept as manual/,
    ],
    [
      'an index entry of one invited by hand that is missing',
      removing(at('INDEX#MANUAL')),
      /lacks/,
    ],
    [
      'a counter of those invited by hand that is missing',
      removing(({ pk, sk }) => pk === 'COUNT#acme' && sk.startsWith('MANUAL#')),
      /counts undefined, but there are 1/,
    ],
    ...[
      { value: 'A', source: 'idp', lastFromIdp: 'B' },
      { value: 'A', source: 'group', lastFromIdp: 'A', lastFromGroup: 'A' },
      { value: 'A', source: 'default', lastFromGroup: 'B' },
    ].map(
      (role) =>
        [
          `a role that is not from its source, ${role.source}`,
          changing(at(ADAS), () => ({ role: JSON.stringify(role) })),
          /a role that is not from its source/,
        ] as [string, (table: TestTable) => Promise<void>, RegExp],
    ),
    [
      'a version without a record',
      changing(at(ADAS), () => ({ version: 2 })),
      /has version 2, but has records of 1$/,
    ],
    [
      'two records of one version',
      changing(recordOf(ADA.id, 'create'), (item) => ({ sk: `${item.sk}0` })),
      /has version 1, but has records of 1,1/,
    ],
    [
      'a record of a delete of somebody who lives',
      changing(recordOf(ADA.id, 'create'), inRecord({ operation: 'delete' })),
      /has version 1, but has records of 1 delete/,
    ],
    [
      'somebody who is gone without a record of a delete',
      removing(recordOf(EVE.id, 'delete')),
      /is gone, but has records of 1$/,
    ],
    [
      'a record that names no workspace',
      changing(recordOf(ADA.id, 'create'), inRecord({ workspaceId: undefined })),
      /a record of acme names undefined/,
    ],
    [
      'a record that names another workspace',
      changing(recordOf(ADA.id, 'create'), inRecord({ workspaceId: 'acme-2' })),
      /a record of acme names acme-2/,
    ],
  ])('sees %s', async (_, damage, breach) => {
    const table = await emulator.newTable();
    await populate(table);

    await damage(table);

    expect(await brokenInvariants(table)).toContainEqual(expect.stringMatching(breach));
  });

  it('takes a refusal of a delete for no delete: it has no version', async () => {
    const table = await emulator.newTable();
    await populate(table);
    const refused = inRecord({ operation: 'delete', version: undefined });

    await changing(recordOf(ADA.id, 'create'), (item) => ({ ...refused(item), sk: 'refusal' }))(
      table,
    );

    expect(await brokenInvariants(table)).toEqual([]);
  });
});
