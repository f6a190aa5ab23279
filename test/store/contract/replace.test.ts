import { describe, expect, it } from '@jest/globals';
import type { User } from '#directory/user.ts';
import { EMULATORS } from '#test/support/emulators.ts';
import { readAll, readRecords } from '#test/support/invariants.ts';
import { useStores } from '#test/support/stores.ts';
import { anEmail, aRecord, aUser, changed, deletion } from '#test/support/users.ts';
import { aContext, aWorkspace } from '#test/support/workspaces.ts';

describe.each(EMULATORS)('replacing a user, on $name', (command) => {
  const stores = useStores(command);

  const created = async (user: User, context = aContext()) => {
    await stores.users.create(context, user, aRecord(context, { after: user }));
    return user;
  };
  const replace = (before: User, after: User, context = aContext()) =>
    stores.users.replace(context, before, after, aRecord(context, { before, after }));
  const find = async (by: 'userName' | 'externalId' | 'email', value: string) => {
    const { users } = await stores.users.find(aContext(), { by, value }, 10);
    return users.map(({ id }) => id);
  };
  const claims = async () =>
    (await readAll(stores.table)).filter(({ sk }) => sk.startsWith('CLAIM#'));

  it('stores the new version and its record, in one transaction', async () => {
    const ada = await created(aUser());
    const after = changed(ada, { title: 'Countess' });
    stores.database.follow(() => undefined);

    const outcome = await replace(ada, after);

    expect(outcome).toEqual({ kind: 'done' });
    expect(stores.database.sent.map(({ name }) => name)).toEqual(['TransactWrite']);
    expect(await stores.users.get(aContext(), ada.id)).toEqual(after);
    expect((await readRecords(stores.table)).map(({ version }) => version)).toEqual([1, 2]);
  });

  it('swaps the claims of a rename', async () => {
    const ada = await created(aUser({ resource: { userName: 'ada' } }));

    await replace(ada, changed(ada, { userName: 'lovelace' }));

    expect(await find('userName', 'ada')).toEqual([]);
    expect(await find('userName', 'lovelace')).toEqual([ada.id]);
    expect(await created(aUser({ resource: { userName: 'ada' } }))).toBeDefined();
  });

  it('touches no claim where only the case of the userName changes', async () => {
    const ada = await created(aUser({ resource: { userName: 'ada' } }));
    const before = await claims();
    stores.database.follow(() => undefined);

    const outcome = await replace(ada, changed(ada, { userName: 'ADA' }));

    const { TransactItems } = stores.database.sent[0]?.input ?? {};
    expect(outcome).toEqual({ kind: 'done' });
    expect(TransactItems).toHaveLength(2); // The user and the record.
    expect(await claims()).toEqual(before);
  });

  it('renames there and back again', async () => {
    const first = await created(aUser({ resource: { userName: 'ada' } }));
    const second = changed(first, { userName: 'lovelace' });
    const third = changed(second, { userName: 'Ada' });

    const outcomes = [await replace(first, second), await replace(second, third)];

    expect(outcomes).toEqual([{ kind: 'done' }, { kind: 'done' }]);
    expect(await find('userName', 'ada')).toEqual([first.id]);
    expect(await find('userName', 'lovelace')).toEqual([]);
  });

  it('is refused for a userName that another user has, and changes nothing', async () => {
    const ada = await created(aUser({ resource: { userName: 'ada' } }));
    await created(aUser({ resource: { userName: 'grace' } }));
    const before = await readAll(stores.table);

    const outcome = await replace(ada, changed(ada, { userName: 'GRACE', title: 'x' }));

    expect(outcome).toEqual({ kind: 'taken', claim: 'userName', holderId: expect.any(String) });
    expect(await readAll(stores.table)).toEqual(before);
  });

  it('is refused for an identity e-mail that another user has, where that is unique', async () => {
    const isEmailUnique = true;
    const resource = { userName: 'ada', ...anEmail('ada@x.example') };
    const ada = await created(aUser({ resource, isEmailUnique }));
    const other = { userName: 'grace', ...anEmail('grace@x.example') };
    await created(aUser({ resource: other, isEmailUnique }));

    const outcome = await replace(ada, changed(ada, anEmail('GRACE@x.example')));

    expect(outcome).toEqual({ kind: 'taken', claim: 'email', holderId: expect.any(String) });
  });

  it('swaps the index entries of externalId and e-mails', async () => {
    const emails = [{ value: 'a@x.example' }, { value: 'b@x.example' }];
    const resource = { userName: 'ada', externalId: 'E1', emails };
    const ada = await created(aUser({ resource }));
    const newEmails = [{ value: 'b@x.example' }, { value: 'c@x.example' }];

    await replace(ada, changed(ada, { externalId: 'E2', emails: newEmails }));

    const externalIds = [await find('externalId', 'E1'), await find('externalId', 'E2')];
    expect(externalIds).toEqual([[], [ada.id]]);
    expect(await find('email', 'a@x.example')).toEqual([]);
    expect(await find('email', 'b@x.example')).toEqual([ada.id]);
    expect(await find('email', 'c@x.example')).toEqual([ada.id]);
  });

  it('claims an e-mail that becomes unique, and lets go of one that no longer is', async () => {
    const resource = { userName: 'ada', ...anEmail('ada@x.example') };
    const shared = await created(aUser({ resource }));
    const { id, version } = shared;
    const unique = { ...aUser({ id, resource, isEmailUnique: true }), version: version + 1 };
    const again = { ...aUser({ id, resource }), version: version + 2 };

    await replace(shared, unique);
    const whileUnique = await claims();
    await replace(unique, again);

    expect([whileUnique.length, (await claims()).length]).toEqual([2, 1]);
  });

  it('keeps the person in the index of e-mails, and takes out one without an address', async () => {
    const ada = await created(aUser({ resource: { userName: 'ada', ...anEmail('a@x.example') } }));
    const indexed = async () =>
      (await readAll(stores.table)).filter(({ gsi1pk }) => gsi1pk !== undefined).length;
    const before = await indexed();

    await replace(ada, changed(ada, { emails: [] }));

    expect([before, await indexed()]).toEqual([1, 0]);
  });

  it('is refused as changed for a version that is not the stored one any more', async () => {
    const ada = await created(aUser());
    await replace(ada, changed(ada, { title: 'first' }));

    const outcome = await replace(ada, changed(ada, { title: 'second' }));

    expect(outcome).toEqual({ kind: 'changed' });
    expect((await stores.users.get(aContext(), ada.id))?.resource.title).toBe('first');
  });

  it('lets exactly one of many replace a version', async () => {
    const ada = await created(aUser());
    const titles = Array.from({ length: 20 }, (_, index) => `title ${index}`);

    const outcomes = await Promise.all(
      titles.map((title) => replace(ada, changed(ada, { title }))),
    );

    expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'changed')).toHaveLength(19);
  });

  it('is refused as gone for a user that is deleted, and brings nobody back', async () => {
    const ada = await created(aUser());
    const context = aContext();
    await stores.users.remove(context, ...deletion(context, ada));

    const outcome = await replace(ada, changed(ada, { userName: 'lovelace' }));

    expect(outcome).toEqual({ kind: 'gone' });
    expect(await stores.users.get(context, ada.id)).toBeUndefined();
    expect(await claims()).toEqual([]);
  });

  it('is refused as gone in another workspace', async () => {
    const ada = await created(aUser());
    const elsewhere = aContext({ workspace: aWorkspace({ id: 'acme-2' }) });

    const outcome = await replace(ada, changed(ada, { title: 'x' }), elsewhere);

    expect(outcome).toEqual({ kind: 'gone' });
  });

  it('answers done to a repetition of itself', async () => {
    const ada = await created(aUser());
    const context = aContext();
    const after = changed(ada, { userName: 'lovelace' });
    const record = aRecord(context, { before: ada, after });
    await stores.users.replace(context, ada, after, record);

    const outcome = await stores.users.replace(context, ada, after, record);

    expect(outcome).toEqual({ kind: 'done' });
  });

  it('lets two users whose names swap in a circle never share one', async () => {
    const ada = await created(aUser({ resource: { userName: 'ada' } }));
    const grace = await created(aUser({ resource: { userName: 'grace' } }));

    const outcomes = await Promise.all([
      replace(ada, changed(ada, { userName: 'grace' })),
      replace(grace, changed(grace, { userName: 'ada' })),
    ]);

    expect(outcomes.every(({ kind }) => kind === 'taken' || kind === 'done')).toBe(true);
    expect(outcomes.filter(({ kind }) => kind === 'done').length).toBeLessThan(2);
  });
});
