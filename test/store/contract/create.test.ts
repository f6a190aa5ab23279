import { describe, expect, it } from '@jest/globals';
import { claimKey, userCounterKey, userIndexKey, userKey } from '#store/keys.ts';
import { EMULATORS } from '#test/support/emulators.ts';
import { readAll } from '#test/support/invariants.ts';
import { useStores } from '#test/support/stores.ts';
import { anEmail, aRecord, aUser } from '#test/support/users.ts';
import { aContext, aWorkspace } from '#test/support/workspaces.ts';

describe.each(EMULATORS)('creating a user, on $name', (command) => {
  const stores = useStores(command);

  const create = (user = aUser(), context = aContext()) =>
    stores.users.create(context, user, aRecord(context, { after: user }));

  it('writes user, claims, index entries, counter and record in one transaction', async () => {
    const resource = { userName: 'Ada', externalId: 'E1', ...anEmail('Ada@x.example') };
    const user = aUser({ resource, isEmailUnique: true });
    const context = aContext();
    const record = aRecord(context, { after: user });

    const outcome = await stores.users.create(context, user, record);

    expect(outcome).toEqual({ kind: 'done' });
    expect(stores.database.sent.map(({ name }) => name)).toEqual(['TransactWrite']);
    const keys = (await readAll(stores.table)).map(({ pk, sk }) => `${pk} ${sk}`);
    const expected = [
      userKey('acme', user.id),
      claimKey('acme', 'userName', 'ada'),
      claimKey('acme', 'email', 'ada@x.example'),
      userIndexKey('acme', 'email', 'ada@x.example', user.id),
      userIndexKey('acme', 'externalId', 'E1', user.id),
      userCounterKey('acme', user.id),
      { pk: 'ACTIVITY#acme', sk: record.id },
    ].map(({ pk, sk }) => `${pk} ${sk}`);
    expect(keys.sort()).toEqual(expected.sort());
  });

  it('gives back the user exactly as it was', async () => {
    const user = aUser({
      resource: { userName: 'Ada Ω', name: { givenName: 'Ada' }, ...anEmail('a@x.example') },
      appFields: { appUserId: 17, teams: ['a', 'b'] },
      active: false,
    });

    await create(user);

    expect(await stores.users.get(aContext(), user.id)).toEqual(user);
  });

  it('is refused for a userName that another user has, in whatever case', async () => {
    await create(aUser({ resource: { userName: 'Ada' } }));

    const outcome = await create(aUser({ resource: { userName: 'aDA' } }));

    expect(outcome).toEqual({ kind: 'taken', claim: 'userName', holderId: expect.any(String) });
    expect(await stores.users.count(aContext())).toBe(1);
  });

  it('is refused for a userName that folds to that of another user', async () => {
    await create(aUser({ resource: { userName: 'ﬁona' } }));

    const outcome = await create(aUser({ resource: { userName: 'FIONA' } }));

    expect(outcome).toEqual({ kind: 'taken', claim: 'userName', holderId: expect.any(String) });
  });

  it('is refused for an identity e-mail that another user has, where that is unique', async () => {
    const isEmailUnique = true;
    await create(aUser({ resource: { userName: 'a', ...anEmail('x@x.example') }, isEmailUnique }));

    const outcome = await create(
      aUser({ resource: { userName: 'b', ...anEmail('X@X.example') }, isEmailUnique }),
    );

    expect(outcome).toEqual({ kind: 'taken', claim: 'email', holderId: expect.any(String) });
    expect(await stores.users.count(aContext())).toBe(1);
  });

  it('is not refused for an e-mail of another user where e-mails are not unique', async () => {
    await create(aUser({ resource: { userName: 'a', ...anEmail('x@x.example') } }));

    const outcome = await create(aUser({ resource: { userName: 'b', ...anEmail('x@x.example') } }));

    expect(outcome).toEqual({ kind: 'done' });
  });

  it('lets several users share an externalId', async () => {
    await create(aUser({ resource: { userName: 'a', externalId: 'same' } }));

    const outcome = await create(aUser({ resource: { userName: 'b', externalId: 'same' } }));

    expect(outcome).toEqual({ kind: 'done' });
  });

  it('says that the userName is taken where the e-mail is too', async () => {
    const resource = { userName: 'ada', ...anEmail('x@x.example') };
    await create(aUser({ resource, isEmailUnique: true }));

    const outcome = await create(aUser({ resource, isEmailUnique: true }));

    expect(outcome).toEqual({ kind: 'taken', claim: 'userName', holderId: expect.any(String) });
  });

  it('takes in another workspace the userName and the e-mail that a user has in this one', async () => {
    const resource = { userName: 'ada', externalId: 'E', ...anEmail('x@x.example') };
    const elsewhere = aContext({ workspace: aWorkspace({ id: 'acme-2' }) });
    await create(aUser({ resource, isEmailUnique: true }));

    const outcome = await create(aUser({ resource, isEmailUnique: true }), elsewhere);

    expect(outcome).toEqual({ kind: 'done' });
    expect([await stores.users.count(aContext()), await stores.users.count(elsewhere)]).toEqual([
      1, 1,
    ]);
  });

  it('takes a userName and an e-mail of any length and with any characters', async () => {
    const long = `${'ü'.repeat(2000)}#CLAIM#~`;
    const resource = { userName: long, externalId: long, ...anEmail(`${long}@x.example`) };
    const user = aUser({ resource, isEmailUnique: true });

    const outcome = await create(user);

    expect(outcome).toEqual({ kind: 'done' });
    const { users } = await stores.users.find(aContext(), { by: 'externalId', value: long }, 10);
    expect(users).toEqual([user]);
  });

  it('takes as many e-mails as a user may have', async () => {
    const emails = Array.from({ length: 20 }, (_, index) => ({ value: `${index}@x.example` }));
    const user = aUser({ resource: { userName: 'ada', emails } });

    const outcome = await create(user);

    expect(outcome).toEqual({ kind: 'done' });
  });

  it('answers done to a repetition of itself, and counts once', async () => {
    const user = aUser();
    const context = aContext();
    const record = aRecord(context, { after: user });
    await stores.users.create(context, user, record);

    const outcome = await stores.users.create(context, user, record);

    expect(outcome).toEqual({ kind: 'done' });
    expect(await stores.users.count(context)).toBe(1);
  });

  it('lets exactly one of many have a userName', async () => {
    const spellings = Array.from({ length: 40 }, (_, index) => (index % 2 ? 'Ada' : 'aDA'));

    const outcomes = await Promise.all(
      spellings.map((userName) => create(aUser({ resource: { userName } }))),
    );

    expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'taken')).toHaveLength(39);
  });
});
