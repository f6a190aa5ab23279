import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#directory/user.ts';
import { queryUsers } from '#provisioning/users/query-users.ts';
import { aBody, bodyOf, clientOf, idOf } from '#test/support/scim-client.ts';
import { useStores } from '#test/support/stores.ts';
import { aRequest } from '#test/support/user-ports.ts';
import { aContext, aWorkspace } from '#test/support/workspaces.ts';

const stores = useStores();
const client = clientOf(() => stores.ports);

const post = async (userName: string, parts: JsonObject = {}) =>
  idOf(await client.post(aBody(userName, parts)));
const postAll = async (names: readonly string[], parts: JsonObject = {}) => {
  for (const name of names) await post(name, parts);
};
const list = async (queryString: string) => {
  const { totalResults, startIndex, itemsPerPage, Resources } = bodyOf(
    await client.query(queryString),
  );
  const userNames = (Resources as JsonObject[]).map(({ userName }) => userName);
  return { totalResults, startIndex, itemsPerPage, userNames };
};
const filtered = async (filter: string) =>
  (await list(`filter=${encodeURIComponent(filter)}`)).userNames;

describe('a filter, RFC 7644 §3.4.2.2', () => {
  it.each([
    ['userName eq "ADA"', ['Ada']],
    ['externalId eq "E1"', ['Ada', 'grace']],
    ['externalId eq "e1"', []],
    ['emails eq "ada@x.example"', ['Ada']],
    ['emails.value eq "ada@X.example" and active eq false', []],
    ['externalId eq "E1" and userName sw "g"', ['grace']],
    ['userName eq "ada" and userName eq "grace"', []],
    ['emails[type eq "home"].value eq "ada@x.example"', []],
    ['emails[type eq "work"].value eq "ada@x.example"', ['Ada']],
    ['userName sw "a"', ['Ada']],
    ['userName eq "ada" or userName eq "hedy"', ['Ada', 'hedy']],
    ['not (userName eq "ada")', ['grace', 'hedy']],
    ['externalId eq null', ['hedy']],
    ['name.familyName eq "nobody"', []],
  ])('%s finds %j', async (filter, expected) => {
    await post('Ada', { externalId: 'E1' });
    await post('grace', { externalId: 'E1' });
    await post('hedy');

    expect(await filtered(filter)).toEqual(expected);
  });

  it('by id finds the user, and nobody by an id that is none', async () => {
    const id = await post('ada');

    expect(await filtered(`id eq "${id}"`)).toEqual(['ada']);
    expect(await filtered('id eq "x"')).toEqual([]);
  });

  it('finds inactive users too', async () => {
    await post('ada', { active: false });

    expect(await filtered('userName eq "ada"')).toEqual(['ada']);
  });

  it('finds nobody of another workspace, by key or by walk', async () => {
    const there = clientOf(
      () => stores.ports,
      () => aContext({ workspace: aWorkspace({ id: 'acme-2' }) }),
    );
    const id = idOf(await there.post(aBody('ada', { externalId: 'E1' })));
    const filters = [
      `id eq "${id}"`,
      'userName eq "ada"',
      'externalId eq "E1"',
      'emails eq "ada@x.example"',
      'userName sw "a"',
    ];

    for (const filter of filters) expect(await filtered(filter)).toEqual([]);
    expect((await list('')).totalResults).toBe(0);
  });

  it.each(['filter=', 'filter=userName+eq', 'filter=nosuch+eq+"x"', 'filter=active+gt+true'])(
    'that cannot be answered is 400, before anything is read: %s',
    async (queryString) => {
      await post('ada');
      stores.database.follow(() => undefined);

      const querying = client.query(queryString);

      await expect(querying).rejects.toMatchObject({ status: 400, scimType: 'invalidFilter' });
      expect(stores.database.sent).toEqual([]);
    },
  );
});

describe('the pages of what a filter finds, RFC 7644 §3.4.2.4', () => {
  const FILTER = 'filter=name.familyName+eq+"Lovelace"';

  it.each([
    ['', { itemsPerPage: 4, userNames: ['a', 'b', 'c', 'd'] }],
    ['&count=2', { itemsPerPage: 2, userNames: ['a', 'b'] }],
    ['&count=2&startIndex=4', { itemsPerPage: 1, userNames: ['d'], startIndex: 4 }],
    ['&startIndex=5', { itemsPerPage: 0, userNames: [], startIndex: 5 }],
    ['&startIndex=0', { itemsPerPage: 4, startIndex: 1 }],
    ['&count=0', { itemsPerPage: 0, userNames: [] }],
    ['&count=-1', { itemsPerPage: 0, userNames: [] }],
  ])('%s', async (page, expected) => {
    await postAll(['a', 'b', 'c', 'd']);

    expect(await list(`${FILTER}${page}`)).toMatchObject({ totalResults: 4, ...expected });
  });
});

describe('sortBy, RFC 7644 §3.4.2.3', () => {
  it.each([
    ['sortBy=userName', ['Ada', 'bob', 'Cleo']],
    ['sortBy=userName&sortOrder=descending', ['Cleo', 'bob', 'Ada']],
    ['sortBy=userName&count=1&startIndex=2', ['bob']],
    ['sortBy=title', ['bob', 'Ada', 'Cleo']],
    ['sortBy=userName&filter=userName+ne+"bob"', ['Ada', 'Cleo']],
  ])('%s', async (queryString, expected) => {
    await post('Cleo');
    await post('bob', { title: 'a' });
    await post('Ada', { title: 'b' });

    const { userNames, totalResults } = await list(queryString);

    expect(userNames).toEqual(expected);
    expect(totalResults).toBe(queryString.includes('filter') ? 2 : 3);
  });
});

describe('POST /Users/.search, RFC 7644 §3.4.3', () => {
  it('asks the same in a body', async () => {
    await postAll(['ada', 'grace']);
    const body = { filter: 'userName eq "ada"', attributes: ['userName'], count: 1 };
    const request = aRequest({ method: 'POST', body });

    const result = await queryUsers(stores.ports, aContext(), request);

    expect(bodyOf(result)).toMatchObject({ totalResults: 1, Resources: [{ userName: 'ada' }] });
    expect(Object.keys((bodyOf(result).Resources as JsonObject[])[0] ?? {}).sort()).toEqual([
      'id',
      'schemas',
      'userName',
    ]);
  });
});
