import { describe, expect, it } from '@jest/globals';
import type { User } from '#directory/user.ts';
import { DEFAULT_SETTINGS } from '#directory/workspace.ts';
import { deactivated } from '#mapping/decide-user.ts';
import { deletedUserKey } from '#store/keys.ts';
import { EMULATORS } from '#test/support/emulators.ts';
import { readAll, readRecords } from '#test/support/invariants.ts';
import { useStores } from '#test/support/stores.ts';
import { anEmail, aRecord, aUser, changed, deletion } from '#test/support/users.ts';
import { aContext, aWorkspace } from '#test/support/workspaces.ts';

const SECONDS_PER_DAY = 86_400;

describe.each(EMULATORS)('removing a user, on $name', (command) => {
  const stores = useStores(command);

  const created = async (user: User = aUser(), context = aContext()) => {
    await stores.users.create(context, user, aRecord(context, { after: user }));
    return user;
  };
  const remove = (user: User, context = aContext()) =>
    stores.users.remove(context, ...deletion(context, user));
  const keeping = (keepDeletedDays: number) =>
    aContext({ workspace: aWorkspace({ settings: { ...DEFAULT_SETTINGS, keepDeletedDays } }) });
  const keptItem = async ({ id }: User) => {
    const { sk } = deletedUserKey('acme', id);
    return (await readAll(stores.table)).find((item) => item.sk === sk);
  };

  it('frees claims and index entries and takes the user out of the count', async () => {
    const resource = { userName: 'ada', externalId: 'E1', ...anEmail('a@x.example') };
    const ada = await created(aUser({ resource, isEmailUnique: true }));
    stores.database.follow(() => undefined);

    const outcome = await remove(ada);

    expect(outcome).toEqual({ kind: 'done' });
    expect(stores.database.sent.map(({ name }) => name)).toEqual(['TransactWrite']);
    expect(await stores.users.get(aContext(), ada.id)).toBeUndefined();
    expect(await stores.users.count(aContext())).toBe(0);
    const left = (await readAll(stores.table)).map(({ sk }) => sk);
    expect(left.filter((sk) => /^(?:CLAIM|INDEX|USER#.{30})/.test(sk))).toEqual([]);
  });

  it('leaves the userName and the e-mail for a new user with a new id', async () => {
    const resource = { userName: 'ada', ...anEmail('a@x.example') };
    const ada = await created(aUser({ resource, isEmailUnique: true }));
    await remove(ada);
    const successor = aUser({ resource, isEmailUnique: true });
    const context = aContext();

    const outcome = await stores.users.create(
      context,
      successor,
      aRecord(context, { after: successor }),
    );

    expect(outcome).toEqual({ kind: 'done' });
    expect(await stores.users.count(context)).toBe(1);
  });

  it('keeps the user for admins, for as many days as the workspace says', async () => {
    const ada = await created();
    const context = keeping(7);
    const record = aRecord(context, { before: ada });

    await stores.users.remove(context, ada, deactivated(ada), record);

    const seconds = Math.floor(Date.parse(record.at) / 1000);
    expect(await keptItem(ada)).toMatchObject({
      active: false,
      deletedAt: record.at,
      expiresAt: seconds + 7 * SECONDS_PER_DAY,
    });
  });

  it('keeps of the user what it is told to keep, and no more', async () => {
    const ada = await created(aUser({ resource: { userName: 'ada', title: 'Countess' } }));
    const context = aContext();
    const { title: _, ...resource } = deactivated(ada).resource;
    const remains = { ...deactivated(ada), resource };

    await stores.users.remove(context, ada, remains, aRecord(context, { before: ada }));

    const item = await keptItem(ada);
    expect([item?.active, JSON.parse(String(item?.resource))]).toEqual([false, resource]);
  });

  it('keeps the user out of the index of persons', async () => {
    const ada = await created(aUser({ resource: { userName: 'ada', ...anEmail('a@x.example') } }));

    await remove(ada);

    const indexed = (await readAll(stores.table)).filter(({ gsi1pk }) => gsi1pk !== undefined);
    expect(indexed).toEqual([]);
  });

  it('keeps nothing of the user where the workspace keeps them for 0 days', async () => {
    const ada = await created();

    const outcome = await remove(ada, keeping(0));

    expect(outcome).toEqual({ kind: 'done' });
    expect(await keptItem(ada)).toBeUndefined();
  });

  it('writes a record of the version that follows', async () => {
    const ada = await created();

    await remove(ada);

    const records = await readRecords(stores.table);
    expect(records.map(({ operation, version }) => [operation, version])).toEqual([
      ['create', 1],
      ['delete', 2],
    ]);
  });

  it('is refused as changed for a version that is not the stored one any more', async () => {
    const ada = await created();
    const after = changed(ada, { title: 'x' });
    const context = aContext();
    await stores.users.replace(context, ada, after, aRecord(context, { before: ada, after }));

    const outcome = await remove(ada);

    expect(outcome).toEqual({ kind: 'changed' });
    expect(await stores.users.get(context, ada.id)).toEqual(after);
  });

  it('is refused as gone for a user that is deleted, and counts once', async () => {
    const ada = await created();
    await created(aUser({ resource: { userName: 'grace' } }));
    await remove(ada);

    const outcome = await remove(ada);

    expect(outcome).toEqual({ kind: 'gone' });
    expect(await stores.users.count(aContext())).toBe(1);
  });

  it('is refused as gone in another workspace', async () => {
    const ada = await created();
    const elsewhere = aContext({ workspace: aWorkspace({ id: 'acme-2' }) });

    const outcome = await remove(ada, elsewhere);

    expect(outcome).toEqual({ kind: 'gone' });
    expect(await stores.users.count(aContext())).toBe(1);
  });

  it('answers done to a repetition of itself', async () => {
    const ada = await created();
    const context = aContext();
    const record = aRecord(context, { before: ada });
    await stores.users.remove(context, ada, deactivated(ada), record);

    const outcome = await stores.users.remove(context, ada, deactivated(ada), record);

    expect(outcome).toEqual({ kind: 'done' });
    expect(await stores.users.count(context)).toBe(0);
  });

  it('lets exactly one of many remove a user', async () => {
    const ada = await created();

    const outcomes = await Promise.all(Array.from({ length: 10 }, () => remove(ada)));

    expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'gone')).toHaveLength(9);
  });
});
