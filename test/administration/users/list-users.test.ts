import { describe, expect, it } from '@jest/globals';
import type { AdminRequest } from '#administration/exchange.ts';
import { listUsers } from '#administration/users/list-users.ts';
import type { KnownUser, PeopleStore, UserSection } from '#directory/ports.ts';
import type { JsonObject } from '#directory/user.ts';
import { aUser } from '#test/support/users.ts';
import { aContext } from '#test/support/workspaces.ts';

const people = (count: number, parts: Partial<Parameters<typeof aUser>[0]> = {}) =>
  Array.from({ length: count }, (_, index) => ({
    user: aUser({ resource: { userName: `user-${index}` }, ...parts }),
  }));

const NO_GROUPS = { getMany: async () => [] };

/** Who is where; it remembers how many were read. */
function storeOf(sections: Partial<Record<UserSection, readonly KnownUser[]>>) {
  const read: number[] = [];
  const store: Pick<PeopleStore, 'page' | 'byEmail'> = {
    async page(_, section, { after, limit }) {
      const all = sections[section] ?? [];
      const from = after === undefined ? 0 : all.findIndex(({ user }) => user.id === after) + 1;
      const users = all.slice(from, from + limit);
      read.push(users.length);
      const last = users.at(-1)?.user.id;
      return from + limit < all.length && last !== undefined ? { users, next: last } : { users };
    },
    byEmail: async () => [],
  };
  return { store: store as PeopleStore, read };
}

async function pageOf(store: PeopleStore, queryString: string) {
  const request = { queryString } as AdminRequest;
  const result = await listUsers({ people: store, groups: NO_GROUPS }, aContext(), request);
  const { users, nextCursor } = (result as { body: JsonObject }).body;
  return { names: (users as readonly JsonObject[]).map(({ id }) => id), nextCursor };
}

async function walk(store: PeopleStore, query: string) {
  const names: unknown[] = [];
  let cursor = '';
  do {
    const page = await pageOf(store, `${query}${cursor}`);
    names.push(...page.names);
    cursor = page.nextCursor === undefined ? '' : `&cursor=${page.nextCursor}`;
  } while (cursor !== '');
  return names;
}

const idsOf = (users: readonly KnownUser[]) => users.map(({ user }) => user.id);

describe('the list of users for admins', () => {
  it.each([1, 2, 3, 5, 200])(
    'has everybody once, the provisioned first, then the invited, then the deleted: %d a page',
    async (limit) => {
      const [scim, manual, deleted] = [people(5), people(3), people(2)];
      const { store } = storeOf({ scim, manual, deleted });

      expect(await walk(store, `limit=${limit}`)).toEqual(idsOf([...scim, ...manual, ...deleted]));
    },
  );

  it.each([1, 2, 7])('has everybody who matches once, %d a page', async (limit) => {
    const mixed = people(20).map((known, index) =>
      index % 3 === 0 ? people(1, { active: false })[0] : known,
    ) as KnownUser[];
    const { store } = storeOf({ scim: mixed });
    const inactive = mixed.filter(({ user }) => !user.active);

    expect(await walk(store, `active=false&limit=${limit}`)).toEqual(idsOf(inactive));
  });

  it('looks at 1,000 users or so for a page, which may be empty and have a cursor', async () => {
    const scim = people(2500);
    const { store, read } = storeOf({ scim });

    const page = await pageOf(store, 'active=false&limit=200');

    expect(page).toEqual({ names: [], nextCursor: expect.any(String) });
    expect(read.reduce((sum, count) => sum + count, 0)).toBe(1000);
    expect(await walk(store, 'active=false&limit=200')).toEqual([]);
  });

  it('is empty, without a cursor, where there is nobody', async () => {
    expect(await pageOf(storeOf({}).store, '')).toEqual({ names: [], nextCursor: undefined });
  });

  it.each(['limit=201', 'limit=x', 'nobody=1', 'active=1', 'provisionedBy=me', 'role=ADMIN'])(
    'is refused with 400 for %s',
    async (query) => {
      await expect(pageOf(storeOf({}).store, query)).rejects.toMatchObject({ status: 400 });
    },
  );
});
