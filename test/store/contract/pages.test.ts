import { describe, expect, it } from '@jest/globals';
import type { PageRequest } from '#directory/ports.ts';
import type { User } from '#directory/user.ts';
import { EMULATORS } from '#test/support/emulators.ts';
import { useStores } from '#test/support/stores.ts';
import { aRecord, aUser, deletion } from '#test/support/users.ts';
import { aContext, aWorkspace } from '#test/support/workspaces.ts';

const MANY_BYTES = 10_000_000;

describe.each(EMULATORS)('pages of users, on $name', (command) => {
  const stores = useStores(command);

  const created = async (user: User, context = aContext()) => {
    await stores.users.create(context, user, aRecord(context, { after: user }));
    return user;
  };
  const createSome = async (count: number, title = '') => {
    const users = Array.from({ length: count }, (_, index) =>
      aUser({ resource: { userName: `user ${index}`, title } }),
    );
    for (const user of users) await created(user);
    return users;
  };
  const page = (request: Partial<PageRequest>) =>
    stores.users.page(aContext(), { limit: 10, maxBytes: MANY_BYTES, ...request });
  const idsOf = (users: readonly User[]) => users.map(({ id }) => id);

  it('has nobody where there is nobody', async () => {
    const empty = await page({});

    expect(empty).toEqual({ users: [], bytes: 0, more: false });
  });

  it('has the users in order of creation', async () => {
    const users = await createSome(5);

    const first = await page({});

    expect(first.users).toEqual(users);
  });

  it.each([
    { limit: 4, more: true },
    { limit: 5, more: false },
    { limit: 6, more: false },
  ])('of 5 users says more: $more where $limit are asked for', async ({ limit, more }) => {
    const users = await createSome(5);

    const first = await page({ limit });

    expect(first.more).toBe(more);
    expect(idsOf(first.users)).toEqual(idsOf(users.slice(0, limit)));
  });

  it('goes on behind a user', async () => {
    const users = await createSome(5);

    const rest = await page({ after: users[1]?.id, limit: 3 });

    expect(idsOf(rest.users)).toEqual(idsOf(users.slice(2)));
    expect(rest.more).toBe(false);
  });

  it('goes on behind a user that has been deleted meanwhile, and misses nobody', async () => {
    const users = await createSome(5);
    const second = users[1] as User;
    const context = aContext();
    await stores.users.remove(context, ...deletion(context, second));

    const rest = await page({ after: second.id });

    expect(idsOf(rest.users)).toEqual(idsOf(users.slice(2)));
  });

  it('is empty behind the last user', async () => {
    const users = await createSome(2);

    const rest = await page({ after: users[1]?.id });

    expect(rest).toEqual({ users: [], bytes: 0, more: false });
  });

  it('ends at the bytes that it may have, and says that users follow', async () => {
    const users = await createSome(5, 'x'.repeat(1000));
    const each = Buffer.byteLength(JSON.stringify(users[0]?.resource));

    const first = await page({ maxBytes: 3 * each });

    expect(first).toMatchObject({ bytes: 3 * each, more: true });
    expect(idsOf(first.users)).toEqual(idsOf(users.slice(0, 3)));
  });

  it('has all users where the last of them just fits', async () => {
    const users = await createSome(3, 'x'.repeat(1000));
    const each = Buffer.byteLength(JSON.stringify(users[0]?.resource));

    const first = await page({ maxBytes: 3 * each });

    expect(first.more).toBe(false);
    expect(first.users).toHaveLength(3);
  });

  it('has one user at the least, however large', async () => {
    const users = await createSome(2, 'x'.repeat(1000));

    const first = await page({ maxBytes: 1 });

    expect(idsOf(first.users)).toEqual(idsOf(users.slice(0, 1)));
    expect(first.more).toBe(true);
  });

  it('goes on where DynamoDB ends a page at 1 MB', async () => {
    const users = await createSome(24, 'x'.repeat(90_000));

    const first = await page({ limit: 23 });

    expect(idsOf(first.users)).toEqual(idsOf(users.slice(0, 23)));
    expect(first.more).toBe(true);
  });

  it('has nobody of a workspace whose id begins like this one', async () => {
    const [ada] = await createSome(1);
    const elsewhere = aContext({ workspace: aWorkspace({ id: 'acme-2' }) });
    await created(aUser(), elsewhere);

    const first = await page({});

    expect(idsOf(first.users)).toEqual([ada?.id]);
    expect(await stores.users.count(aContext())).toBe(1);
    expect(await stores.users.idAt(aContext(), 2)).toBeUndefined();
  });

  it('counts users, over all shards', async () => {
    const users = await createSome(20);
    const context = aContext();
    const [first] = users as [User];

    const before = await stores.users.count(context);
    await stores.users.remove(context, ...deletion(context, first));

    expect([before, await stores.users.count(context)]).toEqual([20, 19]);
  });

  it('knows the id at each position, and none behind the last', async () => {
    const users = await createSome(4);

    const ids = [];
    for (const position of [1, 2, 3, 4, 5, 1_000_000]) {
      ids.push(await stores.users.idAt(aContext(), position));
    }

    expect(ids).toEqual([...idsOf(users), undefined, undefined]);
  });

  it('knows the id at a position beyond 1 MB of users', async () => {
    const users = await createSome(24, 'x'.repeat(90_000));

    const id = await stores.users.idAt(aContext(), 22);

    expect(id).toBe(users[21]?.id);
  });
});
