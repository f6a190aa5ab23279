/** What every call of the admin API does before and around its operation. */

import { describe, expect, it } from '@jest/globals';
import { DEFAULT_ROUTE, ROUTES } from '#functions/routes.ts';
import { bodyOf } from '../../support/answers.ts';
import { PLATFORM_ADMIN, useDeployment, workspaceAdmin } from '../../support/deployment.ts';

const { admin, send, token, logged } = useDeployment();

const CALLS = ROUTES.filter(({ path }) => path.startsWith('/admin')).map(({ method, path }) => ({
  method: method === 'ANY' ? 'GET' : method,
  target: path
    .slice('/admin'.length)
    .replace('{ws}', 'standard-demo')
    .replace('{proxy+}', 'unknown')
    .replace(/\{\w+\}/, '01900000-0000-7000-8000-000000000001'),
}));

describe('without the word of an authorizer', () => {
  it.each(CALLS)('nobody is let in: $method $target', async ({ method, target }) => {
    const scimToken = { authorization: `Bearer ${token()}` };

    const answers = [
      await admin(method, target, '{', { authorizer: undefined }),
      await admin(method, target, '{', { authorizer: undefined, headers: scimToken }),
      await admin(method, target, '{', { authorizer: { lambda: {} }, headers: scimToken }),
    ];

    for (const answer of answers) {
      expect(answer.statusCode).toBe(401);
      expect(answer.headers?.['Content-Type']).toBe('application/problem+json');
      expect(bodyOf(answer)).toEqual({
        type: 'urn:rollcall:problem:unauthorized',
        title: 'Unauthorized',
        status: 401,
        detail: expect.any(String),
      });
    }
  });
});

describe('the word of an authorizer', () => {
  it.each(ROUTES.filter(({ path }) => path.startsWith('/scim')))(
    'opens nothing that is not below /admin: $method $path',
    async ({ method, path }) => {
      const target = path.slice('/scim/v2'.length).replace('{id}', 'x');

      const answer = await admin(method, `/../scim/v2${target}`, '{}');
      const scim = await send(method, target, '{}', {});

      expect(answer.statusCode).not.toBe(200);
      expect(scim.statusCode).toBe(401);
    },
  );
});

describe('an admin of one workspace', () => {
  it.each(CALLS.filter(({ target }) => target.includes('standard-demo')))(
    'gets of another what they get of none: $method $target',
    async ({ method, target }) => {
      const authorizer = workspaceAdmin('modjo-demo');
      const other = await admin(method, target, '{}', { authorizer });
      const none = await admin(method, target.replace('standard-demo', 'nobody'), '{}', {
        authorizer,
      });

      expect(other.statusCode).toBe(404);
      expect(other).toEqual(none);
    },
  );
});

describe('what no route takes', () => {
  it.each([
    '',
    '/',
    '/unknown',
    '/workspaces/standard-demo/unknown',
    '/%77orkspaces',
    '//profiles',
  ])('is a 404 problem: %s', async (target) => {
    const answer = await admin('GET', target);

    expect(answer.statusCode).toBe(404);
    expect(bodyOf(answer).type).toBe('urn:rollcall:problem:not-found');
  });

  it('is 405 where the path takes other methods, and says which', async () => {
    const answer = await admin('PUT', '/profiles', {});

    expect(answer.statusCode).toBe(405);
    expect(answer.headers).toMatchObject({ Allow: 'GET' });
  });
});

describe('a body', () => {
  it.each(['{', '[1', '"\\ud800"', '{"__proto__":{}}'])(
    'that is no JSON is 400: %s',
    async (body) => {
      const answer = await admin('GET', '/workspaces/standard-demo', body);
      const written = await admin('PUT', '/profiles', body);

      expect(answer.statusCode).toBe(200);
      expect(written.statusCode).toBe(400);
      expect(bodyOf(written).type).toBe('urn:rollcall:problem:bad-request');
    },
  );
});

describe('an answer', () => {
  it('is kept by nobody on the way, and has its version as ETag', async () => {
    const answer = await admin('GET', '/workspaces/standard-demo');

    expect(answer).toMatchObject({
      statusCode: 200,
      headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
    });
    expect(answer.headers?.ETag).toBe(`W/"${bodyOf(answer).version}"`);
  });

  it('is logged under its route, with its workspace and nothing else of the path', async () => {
    await admin('GET', '/workspaces/standard-demo', undefined, { authorizer: PLATFORM_ADMIN });

    expect(logged.at(-1)).toMatchObject({
      operation: 'GET /admin/workspaces/{ws}',
      path: '/admin/workspaces/…',
      workspace: 'standard-demo',
      status: 200,
    });
  });
});

it('no route of the admin API is the fallback of SCIM', () => {
  expect(DEFAULT_ROUTE.entry).toBe('functions/not-found.ts');
  expect(CALLS.length).toBeGreaterThan(3);
});
