/** Between the look and the mending the service goes on: what has changed by then is left alone. */

import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM } from '#compose/adapters.ts';
import type { User } from '#directory/user.ts';
import { claimKey, type Key, userIndexKey, userKey } from '#store/keys.ts';
import type { Mend } from '#store/repair/breach.ts';
import { breachesIn } from '#store/repair/breaches.ts';
import { mendBreach } from '#store/repair/mend.ts';
import { readContents } from '#store/repair/workspace-contents.ts';
import { useEmulator } from '#test/support/emulator.ts';
import { readAll } from '#test/support/invariants.ts';
import { type Stores, storesOver } from '#test/support/stores.ts';
import { anEmail, aRecord, aUser } from '#test/support/users.ts';
import { aContext } from '#test/support/workspaces.ts';

const emulator = useEmulator();
const ADA: User = aUser({ resource: { userName: 'ada', ...anEmail('ada@x.example') } });
const CLAIM = claimKey('acme', 'userName', 'ada');
const ORPHAN = claimKey('acme', 'userName', 'eve');
const ENTRY = userIndexKey('acme', 'email', 'ada@x.example', ADA.id);
const USER = userKey('acme', ADA.id);

let stores: Stores;
beforeEach(async () => {
  stores = storesOver(await emulator.newTable());
  await stores.users.create(aContext(), ADA, aRecord(aContext(), { after: ADA }));
});

const put = (item: object) => {
  const { client, tableName } = stores.table;
  return client.send(new PutCommand({ TableName: tableName, Item: { schemaVersion: 1, ...item } }));
};
const remove = (key: Key) => {
  const { client, tableName } = stores.table;
  return client.send(new DeleteCommand({ TableName: tableName, Key: { ...key } }));
};
const itemAt = async ({ pk, sk }: Key) =>
  (await readAll(stores.table)).find((item) => item.pk === pk && item.sk === sk);

/** The one mending that the table needs. */
async function theMending(): Promise<Mend> {
  const dynamo = { ...SYSTEM, ...stores.table };
  const breaches = breachesIn('acme', await readContents(dynamo, 'acme'));
  const [mend, ...others] = breaches.flatMap((breach) => breach.mend ?? []);
  if (mend === undefined || others.length > 0) throw new Error('expected one thing to mend');
  return mend;
}

const mend = (what: Mend) => mendBreach({ ...SYSTEM, ...stores.table }, what);
const withoutPerson = async () => {
  const item: Readonly<Record<string, unknown>> = (await itemAt(USER)) ?? {};
  const { gsi1pk: _, gsi1sk: __, ...plain } = item;
  return plain;
};

/** What is wrong, what somebody has made of it before it is mended, and where. */
const CASES: Readonly<
  Record<string, readonly [() => Promise<unknown>, () => Promise<unknown>, Key]>
> = {
  'a claim that was missing': [
    () => remove(CLAIM),
    () => put({ ...CLAIM, ownerId: 'somebody else' }),
    CLAIM,
  ],
  'a claim that was held by another': [
    () => put({ ...CLAIM, ownerId: 'another' }),
    () => put({ ...CLAIM, ownerId: 'a third' }),
    CLAIM,
  ],
  'a claim that was held by nobody': [
    () => put({ ...ORPHAN, ownerId: 'nobody' }),
    () => put({ ...ORPHAN, ownerId: 'somebody new' }),
    ORPHAN,
  ],
  'an index entry that was missing': [
    () => remove(ENTRY),
    () => put({ ...ENTRY, since: 'then' }),
    ENTRY,
  ],
  'a user who was not found by their address': [
    async () => put(await withoutPerson()),
    async () => put({ ...(await withoutPerson()), version: 2 }),
    USER,
  ],
};

describe('mending', () => {
  it.each(Object.entries(CASES))('leaves alone %s, where it has changed since', async (_, one) => {
    const [damage, change, key] = one;
    await damage();
    const found = await theMending();
    await change();
    const before = await itemAt(key);

    expect(await mend(found)).toBe(false);

    expect(await itemAt(key)).toEqual(before);
  });

  it.each(Object.entries(CASES))('puts right %s, where it is as it was found', async (_, one) => {
    await one[0]();

    expect(await mend(await theMending())).toBe(true);

    await expect(theMending()).rejects.toThrow('expected one thing');
  });
});
