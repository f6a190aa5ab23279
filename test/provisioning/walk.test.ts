import { beforeEach, describe, expect, it } from '@jest/globals';
import type { User } from '#directory/user.ts';
import type { Collection } from '#provisioning/collection.ts';
import { matchesAmong, walk } from '#provisioning/walk.ts';
import { aBody, bodyOf, clientOf } from '#test/support/scim-client.ts';
import { useStores } from '#test/support/stores.ts';
import { userPortsOver } from '#test/support/user-ports.ts';
import { aUser } from '#test/support/users.ts';
import { aContext } from '#test/support/workspaces.ts';

const TOO_MANY = { status: 400, scimType: 'tooMany' };
const WALKS = [
  'filter=title+pr',
  'sortBy=userName',
  'filter=userName+sw+"u"&count=0',
  'filter=externalId+eq+null',
];

describe('a walk through users', () => {
  const stores = useStores();
  const bounded = (maxWalk: number) =>
    clientOf(() => userPortsOver({ ...stores.table, client: stores.database.client }, { maxWalk }));
  beforeEach(async () => {
    for (const name of ['u1', 'u2', 'u3']) await bounded(9).post(aBody(name));
    stores.database.follow(() => undefined);
  });

  it.each(WALKS)('is made where there are as many users as it may have: %s', async (query) => {
    const result = await bounded(3).query(query);

    expect(result.kind).toBe('document');
  });

  it.each(WALKS)('is refused where there is one more, before a user is read: %s', async (query) => {
    const querying = bounded(2).query(query);

    await expect(querying).rejects.toMatchObject(TOO_MANY);
    const ranges = JSON.stringify(stores.database.sent.map(({ input }) => input));
    expect(stores.database.sent.map(({ name }) => name)).toEqual(['Query']);
    expect(ranges).toContain('COUNT#acme');
  });

  it('is refused for a page in the middle that no bookmark leads to', async () => {
    const querying = bounded(2).query('startIndex=3&count=1');

    await expect(querying).rejects.toMatchObject(TOO_MANY);
  });

  it('is not needed for what a key leads to, nor for page after page', async () => {
    const { totalResults } = bodyOf(await bounded(1).query('filter=userName+eq+"u3"'));
    const pages = [
      bodyOf(await bounded(1).query('count=1')),
      bodyOf(await bounded(1).query('count=1&startIndex=2')),
      bodyOf(await bounded(1).query('count=1&startIndex=3')),
    ];

    expect(totalResults).toBe(1);
    expect(pages.map(({ itemsPerPage }) => itemsPerPage)).toEqual([1, 1, 1]);
  });

  it('is refused where more users share a key than it may have', async () => {
    for (const name of ['s1', 's2', 's3']) {
      await bounded(9).post(aBody(name, { externalId: 'same' }));
    }

    const querying = bounded(2).query('filter=externalId+eq+"same"');

    await expect(querying).rejects.toMatchObject(TOO_MANY);
    expect(bodyOf(await bounded(3).query('filter=externalId+eq+"same"')).totalResults).toBe(3);
  });
});

describe('the bounds of a walk', () => {
  const endless = (
    page: { resources?: readonly User[]; bytes?: number; more?: boolean },
    count = 0,
  ) => {
    let pages = 0;
    const users: Collection<{ readonly id: string }> = {
      resourceType: 'USER',
      count: async () => count,
      page: async () => {
        pages += 1;
        return { resources: [aUser()], bytes: 0, more: true, ...page };
      },
      idAt: async () => undefined,
      render: async () => [{}],
      show: async () => [{}],
      advice: 'users',
    };
    return { users, pages: () => pages };
  };
  const walkThrough = async (
    users: Collection<{ readonly id: string }>,
    parts: { maxWalk?: number; now?: () => number } = {},
  ) => {
    const ports = { maxWalk: 10_000, now: Date.now, ...parts };
    return walk(ports, aContext({ deadline: 1000 }), users, () => true);
  };

  it('are the users that it may have, though the count said fewer', async () => {
    const { users, pages } = endless({});

    const walking = walkThrough(users, { maxWalk: 5, now: () => 0 });

    await expect(walking).rejects.toMatchObject(TOO_MANY);
    expect(pages()).toBe(5);
  });

  it('are 50 MB of resources', async () => {
    const { users, pages } = endless({ bytes: 10 * 1024 * 1024 });

    const walking = walkThrough(users, { now: () => 0 });

    await expect(walking).rejects.toMatchObject(TOO_MANY);
    expect(pages()).toBe(5);
  });

  it('are the deadline of the request', async () => {
    let time = 0;
    const { users, pages } = endless({});

    const walking = walkThrough(users, {
      now: () => {
        time += 300;
        return time;
      },
    });

    await expect(walking).rejects.toMatchObject(TOO_MANY);
    expect(pages()).toBe(4);
  });

  it('are the deadline while what was read is still being tested', async () => {
    const { users } = endless({ resources: [aUser(), aUser(), aUser()], more: false });
    let time = 0;
    const now = () => {
      time += 600;
      return time;
    };

    await expect(walkThrough(users, { now })).rejects.toMatchObject(TOO_MANY);
  });

  it('are the deadline for what a key has found, too, but for the first', async () => {
    const { users } = endless({});
    const late = { maxWalk: 10_000, now: () => 5000 };
    const among = (...found: readonly User[]) =>
      matchesAmong(late, aContext({ deadline: 1000 }), users, found, () => true);

    expect(await among(aUser())).toHaveLength(1);
    await expect(among(aUser(), aUser())).rejects.toMatchObject(TOO_MANY);
  });

  it('do not stop a walk that has come to the end', async () => {
    const { users } = endless({ more: false, bytes: 100 * 1024 * 1024 });

    const found = await walkThrough(users, { maxWalk: 1, now: () => 5000 });

    expect(found).toMatchObject([{ rendered: {} }]);
  });
});
