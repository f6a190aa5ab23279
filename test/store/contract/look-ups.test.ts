import { describe, expect, it } from '@jest/globals';
import type { LookUp, User } from '#directory/user.ts';
import { EMULATORS } from '#test/support/emulators.ts';
import { useStores } from '#test/support/stores.ts';
import { anEmail, aRecord, aUser } from '#test/support/users.ts';
import { aContext, aWorkspace } from '#test/support/workspaces.ts';

const NOBODY = '01900000-0000-7000-8000-000000000000';

describe.each(EMULATORS)('looking users up, on $name', (command) => {
  const stores = useStores(command);

  const created = async (user: User, context = aContext()) => {
    await stores.users.create(context, user, aRecord(context, { after: user }));
    return user;
  };
  const find = (by: LookUp['by'], value: string, limit = 10) =>
    stores.users.find(aContext(), { by, value }, limit);

  it.each([
    ['id', (user: User) => user.id],
    ['userName', () => 'ada'],
    ['externalId', () => 'E1'],
    ['email', () => 'home@x.example'],
  ] as const)('finds a user by %s', async (by, value) => {
    const emails = [{ value: 'work@x.example' }, { value: 'Home@x.example' }];
    const ada = await created(aUser({ resource: { userName: 'Ada', externalId: 'E1', emails } }));
    await created(aUser({ resource: { userName: 'grace' } }));

    const page = await find(by, value(ada));

    const bytes = Buffer.byteLength(JSON.stringify(ada.resource));
    expect(page).toEqual({ users: [ada], bytes, more: false });
  });

  it.each(['id', 'userName', 'externalId', 'email'] as const)(
    'finds nobody by a %s that nobody has',
    async (by) => {
      await created(aUser());

      const page = await find(by, by === 'id' ? NOBODY : 'nobody');

      expect(page).toEqual({ users: [], bytes: 0, more: false });
    },
  );

  it('finds nobody by an id that is no id of ours, without a read', async () => {
    await created(aUser());
    stores.database.follow(() => undefined);

    const page = await find('id', 'ada#USER');

    expect(page.users).toEqual([]);
    expect(stores.database.sent).toEqual([]);
  });

  it('compares an externalId exactly', async () => {
    await created(aUser({ resource: { userName: 'ada', externalId: 'ABC' } }));

    const page = await find('externalId', 'abc');

    expect(page.users).toEqual([]);
  });

  it('finds every user that shares an externalId, in order of creation', async () => {
    const users: User[] = [];
    for (const userName of ['c', 'a', 'b']) {
      users.push(await created(aUser({ resource: { userName, externalId: 'same' } })));
    }

    const page = await find('externalId', 'same');

    expect(page.users).toEqual(users);
  });

  it('finds a user once by an address that it has twice', async () => {
    const emails = [
      { value: 'a@x.example', type: 'work' },
      { value: 'A@x.example', type: 'home' },
    ];
    const ada = await created(aUser({ resource: { userName: 'ada', emails } }));

    const page = await find('email', 'a@x.example');

    expect(page.users).toEqual([ada]);
  });

  it.each([
    { holders: 2, more: false },
    { holders: 3, more: false },
    { holders: 4, more: true },
  ])('says of $holders users that share an e-mail, asked for 3, more: $more', async (row) => {
    for (let index = 0; index < row.holders; index += 1) {
      await created(aUser({ resource: { userName: `u${index}`, ...anEmail('x@x.example') } }));
    }

    const page = await find('email', 'x@x.example', 3);

    expect(page.more).toBe(row.more);
    expect(page.users).toHaveLength(Math.min(3, row.holders));
  });

  it('finds more users than one batch holds', async () => {
    const users = Array.from({ length: 120 }, (_, index) =>
      aUser({ resource: { userName: `u${index}`, externalId: 'same' } }),
    );
    for (const user of users) await created(user);

    const page = await find('externalId', 'same', 150);

    expect(page.users.map(({ id }) => id)).toEqual(users.map(({ id }) => id));
    expect(page.more).toBe(false);
  });

  it('finds nobody of another workspace', async () => {
    const resource = { userName: 'ada', externalId: 'E1', ...anEmail('a@x.example') };
    const elsewhere = aContext({ workspace: aWorkspace({ id: 'acme-2' }) });
    const { id } = await created(aUser({ resource }), elsewhere);

    const pages = [
      await find('id', id),
      await find('userName', 'ada'),
      await find('externalId', 'E1'),
      await find('email', 'a@x.example'),
    ];

    expect(pages.flatMap(({ users }) => users)).toEqual([]);
    expect(await stores.users.get(aContext(), id)).toBeUndefined();
  });
});
