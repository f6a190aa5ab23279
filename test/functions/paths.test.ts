/** What is not spelled as the route is reaches nothing: nobody decodes a path twice (HARD-CASES V3). */

import { beforeAll, describe, expect, it } from '@jest/globals';
import { bodyOf, problemsOf } from '../support/answers.ts';
import { useDeployment } from '../support/deployment.ts';
import { invoke } from '../support/invoke.ts';

const { send, token } = useDeployment();

describe('a path that is not written as the route is', () => {
  let id = '';
  beforeAll(async () => {
    id = String(bodyOf(await send('POST', '/Users', { userName: 'encoded' })).id);
  });

  const SPELLINGS = [
    '/%55sers',
    '/User%73',
    '/%2555sers',
    '/Users%2F',
    '/Users%2F{id}',
    '/Users%2f{id}',
    '/Users%252F{id}',
    '/Users%5C{id}',
    '/Users\\{id}',
    '//Users',
    '//Users//{id}',
    '/Users//{id}',
    '/./Users',
    '/../v2/Users',
    '/%2e/Users',
    '/%2e%2e/v2/Users',
    '/Users/../Users',
    '/Users/{id}/..',
    '/Users;a=b',
    '/Users;/{id}',
    '/Users/{id};a=b',
    '/users',
    '/USERS',
    '/uSeRs/{id}',
    '/Users/{ID}',
    '/Users/{id}/',
    '/Users/{id}%00',
    '/Users/{id}%20',
    '/Users/%20{id}',
    '/Users/{id}%0a',
    '/Users/{id}.json',
    '/Users/*',
    '/Users/%2e%2e',
    '/Users%00',
    '/Users%20',
    '/Users%3Fcount=1',
    '/Users/.search',
    '/serviceproviderconfig',
    '/ServiceProviderConfig/',
    '/%53chemas',
  ];

  it.each(SPELLINGS)('is 401 without a token and never 200 with one: %s', async (spelling) => {
    const target = spelling.replace('{id}', id).replace('{ID}', id.toUpperCase());

    const without = await send('GET', target, undefined, {});
    const answers = [];
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      const body = { userName: 'x', Operations: [{ op: 'add', path: 'title', value: 'x' }] };
      answers.push(await send(method, target, body));
    }

    expect(without.statusCode).toBe(401);
    for (const answer of answers) {
      expect([404, 405]).toContain(answer.statusCode);
      expect(problemsOf(answer)).toEqual([]);
    }
    expect((await send('GET', `/Users/${id}`)).statusCode).toBe(200);
  });
});

describe('another base URL', () => {
  it.each([
    '/scim/v1/Users',
    '/scim/v2',
    '/scim/v2/',
    '/v2/Users',
    '/',
    '/Users',
    '/SCIM/v2/Users',
    '/scim/v2/scim/v2/Users',
  ])('is 404, and says what the base URL ends in: %s', async (target) => {
    const answer = await invoke({ method: 'GET', target, headers: { authorization: token() } });

    expect(answer.statusCode).toBe(404);
    expect(bodyOf(answer).detail).toMatch(/\/scim\/v2$/);
  });
});

describe('a slash behind /Users', () => {
  it('makes no difference', async () => {
    const created = await send('POST', '/Users/', { userName: 'slash' });
    const listed = await send('GET', '/Users/?filter=userName+eq+"SLASH"&');

    expect(created.statusCode).toBe(201);
    expect(bodyOf(created).meta).toMatchObject({
      location: `https://scim.example.com/scim/v2/Users/${bodyOf(created).id}`,
    });
    expect(bodyOf(listed)).toMatchObject({ totalResults: 1 });
  });
});
