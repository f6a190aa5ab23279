/**
 * What conditions guard beside what requests can bring about: tables that are not as they should be, after
 * a restore, say. Nothing is written over, and nothing of somebody else's is removed.
 */

import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { claimKey, userKey } from '#store/keys.ts';
import { useEmulator } from '#test/support/emulator.ts';
import { readAll } from '#test/support/invariants.ts';
import { type Stores, storesOver } from '#test/support/stores.ts';
import { aRecord, aUser, deletion } from '#test/support/users.ts';
import { replayBookmark, tokenUseStore } from '#test/support/whole-stores.ts';
import { aContext, TOKEN_ID } from '#test/support/workspaces.ts';

const emulator = useEmulator();
const context = aContext();
let stores: Stores;
beforeEach(async () => {
  stores = storesOver(await emulator.newTable());
});

const put = ({ table }: Stores, Item: Readonly<Record<string, unknown>>) =>
  table.client.send(new PutCommand({ TableName: table.tableName, Item }));
const itemAt = async ({ pk, sk }: { pk: string; sk: string }) =>
  (await readAll(stores.table)).find((item) => item.pk === pk && item.sk === sk);

async function created(parts: Parameters<typeof aUser>[0]) {
  const user = aUser(parts);
  await stores.users.create(context, user, aRecord(context, { after: user }));
  return user;
}

describe('a claim that belongs to somebody else', () => {
  const key = claimKey('acme', 'userName', 'ada');
  const others = { ...key, schemaVersion: 1, ownerId: 'somebody else' };

  it('is not removed with a user', async () => {
    const user = await created({});
    await put(stores, others);

    const outcome = await stores.users.remove(context, ...deletion(context, user));

    expect(outcome).toEqual({ kind: 'changed' });
    expect(await itemAt(key)).toEqual(others);
  });

  it('is not taken over by an adoption', async () => {
    const before = await created({ provisionedBy: 'manual' });
    const after = { ...before, provisionedBy: 'scim', version: 2 } as const;
    await put(stores, others);

    const outcome = await stores.users.adopt(
      context,
      before,
      after,
      aRecord(context, { before, after }),
    );

    expect(outcome).toEqual({ kind: 'changed' });
    expect(await itemAt(key)).toEqual(others);
  });
});

describe('an adoption', () => {
  it('writes over no user that is there already', async () => {
    const before = await created({ provisionedBy: 'manual' });
    const after = { ...before, provisionedBy: 'scim', version: 2 } as const;
    const there = { ...userKey('acme', before.id), schemaVersion: 1, recordId: 'another' };
    await put(stores, there);

    const outcome = await stores.users.adopt(
      context,
      before,
      after,
      aRecord(context, { before, after }),
    );

    expect(outcome).toEqual({ kind: 'changed' });
    expect(await itemAt(there)).toEqual(there);
  });

  it('is of the version that was read, and of no later one', async () => {
    const before = await created({ provisionedBy: 'manual' });
    const edited = { ...before, version: 2 };
    await stores.users.replace(
      context,
      before,
      edited,
      aRecord(context, { before, after: edited }),
    );
    const after = { ...before, provisionedBy: 'scim', version: 2 } as const;

    const outcome = await stores.users.adopt(
      context,
      before,
      after,
      aRecord(context, { before, after }),
    );

    expect(outcome).toEqual({ kind: 'changed' });
    expect(await itemAt(userKey('acme', before.id))).toBeUndefined();
  });
});

describe('the use of a token', () => {
  it('is written down at most every five minutes', async () => {
    const uses = tokenUseStore({ ...stores.table, ...stores.ports });
    const note = (client: string) => {
      const lastUsedAt = new Date(stores.clock.now()).toISOString();
      return uses.note(context, { tokenId: TOKEN_ID, lastUsedAt, client });
    };
    const noted = async () =>
      (await readAll(stores.table)).find(({ pk }) => pk.startsWith('TOKENUSE#'))?.client;

    await note('okta');
    stores.clock.advance(4 * 60_000);
    await note('entra');
    const within = await noted();
    stores.clock.advance(2 * 60_000);
    await note('google');

    expect([within, await noted()]).toEqual(['okta', 'google']);
  });
});

describe('the bookmark of a replay', () => {
  it('does not bring back a record that is gone', async () => {
    const bookmark = replayBookmark({ ...stores.table, ...stores.ports });

    const place = { after: 'record-7', refused: [] };
    const keeping = bookmark.keep({ workspaceId: 'acme', id: 'gone' }, place);

    await expect(keeping).rejects.toThrow();
    expect(await readAll(stores.table)).toEqual([]);
  });
});
