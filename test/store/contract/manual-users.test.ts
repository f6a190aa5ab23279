import { describe, expect, it } from '@jest/globals';
import type { User } from '#directory/user.ts';
import { EMULATORS } from '#test/support/emulators.ts';
import { useStores } from '#test/support/stores.ts';
import { anEmail, aRecord, aUser, deletion } from '#test/support/users.ts';
import { peopleStore } from '#test/support/whole-stores.ts';
import { aContext, aWorkspace } from '#test/support/workspaces.ts';

const resource = { userName: 'ada', externalId: 'E1', ...anEmail('a@x.example') };
const aManualUser = (parts: Partial<User> = {}) =>
  aUser({ resource, isEmailUnique: true, provisionedBy: 'manual', ...parts });

describe.each(EMULATORS)('users invited by hand, on $name', (command) => {
  const stores = useStores(command);
  const context = aContext();
  const people = () => peopleStore({ ...stores.table, ...stores.ports });

  const created = async (user: User, within = context) => {
    const outcome = await stores.users.create(within, user, aRecord(within, { after: user }));
    expect(outcome).toEqual({ kind: 'done' });
    return user;
  };
  const adopted = (before: User, parts: Partial<User> = {}): User => ({
    ...before,
    ...parts,
    provisionedBy: 'scim',
    version: before.version + 1,
  });
  const adopt = (before: User, after: User) =>
    stores.users.adopt(context, before, after, aRecord(context, { before, after }));
  const page = { limit: 10, maxBytes: 1e6 };

  it('are invisible to what SCIM reads: by id, by key, in pages and in the count', async () => {
    const { id } = await created(aManualUser());

    expect(await stores.users.get(context, id)).toBeUndefined();
    for (const lookUp of [
      { by: 'id', value: id },
      { by: 'userName', value: 'ada' },
      { by: 'externalId', value: 'E1' },
      { by: 'email', value: 'a@x.example' },
    ] as const) {
      expect((await stores.users.find(context, lookUp, 10)).users).toEqual([]);
    }
    expect((await stores.users.page(context, page)).users).toEqual([]);
    expect(await stores.users.count(context)).toBe(0);
    expect(await stores.users.idAt(context, 1)).toBeUndefined();
  });

  it.each([
    ['userName', { userName: 'ada' }],
    ['email', { userName: 'eve', ...anEmail('a@x.example') }],
  ] as const)('hold their %s: whoever needs it learns who has it', async (claim, wanted) => {
    const manual = await created(aManualUser());
    const other = aUser({ resource: wanted, isEmailUnique: true });

    const outcome = await stores.users.create(context, other, aRecord(context, { after: other }));

    expect(outcome).toEqual({
      kind: 'taken',
      claim,
      holderId: manual.id,
      manualUserId: manual.id,
    });
  });

  it('are refused what a SCIM user has, whose id is nobody’s business', async () => {
    await created(aUser({ resource }));
    const manual = aManualUser();

    const outcome = await stores.users.create(context, manual, aRecord(context, { after: manual }));

    expect(outcome).toEqual({ kind: 'taken', claim: 'userName', holderId: expect.any(String) });
  });

  it('are changed and removed like others, and are known to admins until then and after', async () => {
    const before = await created(aManualUser());
    const after = { ...before, version: 2, appFields: { teams: ['a'] } };
    await stores.users.replace(context, before, after, aRecord(context, { before, after }));

    expect(await stores.users.getManual(context, before.id)).toEqual(after);
    expect(await people().get(context, before.id)).toEqual({ user: after });
    expect(await people().byEmail(context, 'a@x.example', 10)).toEqual([{ user: after }]);
    expect(await people().page(context, 'manual', page)).toEqual({ users: [{ user: after }] });

    await stores.users.remove(context, ...deletion(context, after));

    expect(await stores.users.getManual(context, before.id)).toBeUndefined();
    expect(await people().byEmail(context, 'a@x.example', 10)).toEqual([]);
    expect(await people().get(context, before.id)).toMatchObject({
      user: { id: before.id, active: false, provisionedBy: 'manual' },
      deletedAt: expect.any(String),
    });
    expect((await people().page(context, 'deleted', page)).users).toHaveLength(1);
  });

  it('deleted ones are known for their days, whatever TTL has done', async () => {
    const user = await created(aManualUser());
    await stores.users.remove(context, ...deletion(context, user));
    const later = { ...stores.ports, now: () => Date.now() + 31 * 86_400_000 };

    const store = peopleStore({ ...stores.table, ...later });

    expect(await store.get(context, user.id)).toBeUndefined();
    expect((await store.page(context, 'deleted', page)).users).toEqual([]);
  });

  it('become the identity provider’s under their id, with what they held', async () => {
    const before = await created(aManualUser());
    const after = adopted(before);

    const outcome = await adopt(before, after);

    expect(outcome).toEqual({ kind: 'done' });
    expect(await stores.users.get(context, before.id)).toEqual(after);
    expect(await stores.users.getManual(context, before.id)).toBeUndefined();
    expect(await stores.users.count(context)).toBe(1);
    for (const by of ['userName', 'externalId', 'email'] as const) {
      const value = { userName: 'ada', externalId: 'E1', email: 'a@x.example' }[by];
      expect((await stores.users.find(context, { by, value }, 10)).users).toEqual([after]);
    }
  });

  it('are adopted once, however lost the answer is', async () => {
    const before = await created(aManualUser());
    const after = adopted(before);
    stores.database.follow(({ position }) => (position === 0 ? 'answer lost' : undefined));

    expect(await adopt(before, after)).toEqual({ kind: 'done' });
  });

  it('are not adopted twice: the second request is told that something has changed', async () => {
    const before = await created(aManualUser());
    await adopt(before, adopted(before));

    expect(await adopt(before, adopted(before))).toEqual({ kind: 'changed' });
  });

  it('are not adopted where another user holds one of the values', async () => {
    const before = await created(aManualUser());
    await created(aUser({ resource: { userName: 'eve' } }));
    const renamed = aUser({ resource: { ...resource, userName: 'eve' }, isEmailUnique: true });
    const after = adopted(before, { keys: renamed.keys, resource: renamed.resource });

    expect(await adopt(before, after)).toEqual({
      kind: 'taken',
      claim: 'userName',
      holderId: expect.any(String),
    });
  });

  it('are found across workspaces by their identity e-mail, page by page', async () => {
    const elsewhere = aContext({ workspace: aWorkspace({ id: 'other' }) });
    const manual = await created(aManualUser());
    const scim = await created(aUser({ resource }), elsewhere);

    const first = await people().places('a@x.example', { limit: 1 });
    const second = await people().places('a@x.example', { limit: 1, after: first.next });

    expect([...first.places, ...second.places]).toEqual([
      { workspaceId: 'acme', userId: manual.id },
      { workspaceId: 'other', userId: scim.id },
    ]);
  });
});
