import { describe, expect, it } from '@jest/globals';
import { noSuchRoute } from '#provisioning/not-found.ts';
import { aRequest } from '#test/support/user-ports.ts';
import { aContext } from '#test/support/workspaces.ts';

const ROUTES = [
  { method: 'PUT', path: '/scim/v2/Users/{id}' },
  { method: 'GET', path: '/scim/v2/Users/{id}' },
  { method: 'GET', path: '/scim/v2/Users' },
  { method: 'POST', path: '/scim/v2/Users' },
];
const answer = (method: string, path: string) =>
  noSuchRoute(ROUTES)(undefined, aContext(), aRequest({ method, path }));

describe('what no route takes', () => {
  it.each(['/scim/v2/Me', '/scim/v2/Me/', '/scim/v2/Bulk', '/scim/v2/Bulk/'])(
    'is 501 at %s',
    async (path) => {
      await expect(answer('GET', path)).rejects.toMatchObject({ status: 501 });
    },
  );

  it.each([
    ['DELETE', '/scim/v2/Users', 'GET, POST'],
    ['POST', '/scim/v2/Users/1', 'GET, PUT'],
  ])('is 405 for %s of %s, and says what is allowed', async (method, path, Allow) => {
    await expect(answer(method, path)).rejects.toMatchObject({ status: 405, headers: { Allow } });
  });

  it.each([
    '/',
    '/Users',
    '/scim/Users',
    '/scim/v2',
    '/scim/v2/',
    '/scim/v2/users',
    '/scim/v2/Users/',
    '/scim/v2/Users/1/2',
    '/scim/v2/%55sers',
    '//scim/v2/Users',
    '/scim/v2/Users;a=b',
  ])('is 404 at %s, and says where the base URL ends', async (path) => {
    const answering = answer('GET', path);

    await expect(answering).rejects.toMatchObject({
      status: 404,
      message: expect.stringContaining('/scim/v2'),
    });
  });

  it('repeats nothing of what was asked for', async () => {
    await expect(answer('GET', '/canary-7f3a')).rejects.not.toMatchObject({
      message: expect.stringContaining('canary'),
    });
  });
});
