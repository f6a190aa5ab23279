import { describe, expect, it } from '@jest/globals';
import { TryAgain } from '#directory/try-again.ts';
import { DEFAULT_SETTINGS } from '#directory/workspace.ts';
import { invalidFilter, notFound, notImplemented } from '#scim/scim-error.ts';
import { aContext, aWorkspace } from '../support/workspaces.ts';
import { aBorder, authenticated, NOW } from './border.ts';

const id = '01900000-0000-7000-8000-000000000001';

const failing = (error: unknown) => ({
  operation: async () => {
    throw error;
  },
});

describe('each request is one log entry', () => {
  it('of method, path, status, milliseconds, workspace and client', async () => {
    let now = NOW;
    const { send, logged } = aBorder({
      ports: { now: () => now },
      async operation() {
        now += 12;
        return { kind: 'document', body: {} };
      },
    });

    await send({
      target: `/scim/v2/Users/${id}?filter=userName+eq+"barbara"`,
      headers: { 'user-agent': 'Okta SCIM Client 1.0.0' },
    });

    expect(logged).toEqual([
      {
        level: 'info',
        requestId: 'request-1',
        operation: 'GET /scim/v2/Users/{id}',
        method: 'GET',
        path: `/scim/v2/Users/${id}`,
        status: 200,
        ms: 12,
        client: 'okta',
        workspace: 'acme',
      },
    ]);
  });

  it.each([
    ['info', 200, {}],
    ['warn', 400, failing(invalidFilter('x'))],
    ['warn', 404, failing(notFound('x'))],
    ['warn', 429, failing(new TryAgain('throttled'))],
    ['error', 500, failing(new Error('x'))],
    ['warn', 501, failing(notImplemented('x'))],
    ['error', 503, failing(new TryAgain('unavailable'))],
  ])('at level %s for a %d', async (level, status, parts) => {
    const { send, logged } = aBorder(parts);

    await send();

    expect(logged).toHaveLength(1);
    expect(logged).toMatchObject([{ level, status }]);
  });

  it('without a workspace where nobody has been let in', async () => {
    const { send, logged } = aBorder({ authentication: async () => ({ kind: 'unauthorized' }) });

    await send();

    expect(logged).toHaveLength(1);
    expect(logged).toMatchObject([{ status: 401, workspace: undefined }]);
  });

  it('with the workspace whose SCIM is switched off', async () => {
    const settings = { ...DEFAULT_SETTINGS, scimEnabled: false };
    const context = aContext({ workspace: aWorkspace({ settings }) });
    const { send, logged } = aBorder({
      authentication: async () => ({ kind: 'forbidden', context, reason: 'switched off' }),
    });

    await send();

    expect(logged).toHaveLength(1);
    expect(logged).toMatchObject([{ status: 403, workspace: 'acme' }]);
  });

  it('also where two requests are answered at the same time', async () => {
    const { send, logged } = aBorder({ authentication: authenticated });

    await Promise.all([send(), send({ method: 'POST', body: '{' }), send()]);

    expect(logged.map(({ status }) => status).sort()).toEqual([200, 200, 400]);
  });
});

describe('the path in the log', () => {
  it.each([
    ['/scim/v2/Users', '/scim/v2/Users'],
    ['/scim/v2/Users/', '/scim/v2/Users/'],
    ['/scim/v2/Users/.search', '/scim/v2/Users/.search'],
    ['/scim/v2/ServiceProviderConfig', '/scim/v2/ServiceProviderConfig'],
    [`/scim/v2/Users/${id}`, `/scim/v2/Users/${id}`],
  ])('is that of the route: %s', async (target, path) => {
    const { send, logged } = aBorder();

    await send({ target });

    expect(logged).toMatchObject([{ path }]);
  });

  it.each([
    ['an e-mail', '/scim/v2/Users/barbara.jensen@example.com'],
    ['an escaped e-mail', '/scim/v2/Users/barbara%40example.com'],
    ['a given name', '/scim/v2/Users/barbara'],
    ['a family name', '/scim/v2/Jensen'],
    ['a whole name', '/scim/v2/Users/BarbaraJensen/Groups'],
    ['a number', '/scim/v2/Users/900101123456'],
    ['a token', '/scim/v2/Users/rc_acme_01900000-0000-7000-8000-000000000001_abc'],
    ['another place', '/barbara/jensen'],
  ])('is without what a client has put there: %s', async (_, target) => {
    const { send, logged } = aBorder();

    await send({ target });

    expect(logged[0]?.path).not.toMatch(/barbara|jensen|9001|rc_|%40|@/i);
    expect(logged[0]?.path.split('/')).toHaveLength(target.split('/').length);
  });

  it('is not as long as a client likes', async () => {
    const { send, logged } = aBorder();

    await send({ target: '/a'.repeat(5000) });

    expect(logged[0]?.path.length).toBeLessThan(1000);
  });
});

describe('an error that nobody expected', () => {
  it('is logged by its name and place, without its message', async () => {
    const { send, logged } = aBorder(failing(new RangeError('userName barbara is too long')));

    await send();

    expect(logged).toMatchObject([{ error: { name: 'RangeError', stack: expect.any(Array) } }]);
    expect(logged[0]?.error?.stack[0]).toMatch(/^at .*request-log\.test\.ts/);
    expect(JSON.stringify(logged)).not.toContain('barbara');
  });

  it('keeps its message out of the log also where that looks like a place', async () => {
    const { send, logged } = aBorder(failing(new Error('no such user\n    at barbara (example)')));

    await send();

    expect(JSON.stringify(logged)).not.toContain('barbara');
  });

  it('is logged where it is no Error at all', async () => {
    const { send, logged } = aBorder(failing('barbara'));

    await send();

    expect(logged).toMatchObject([{ level: 'error', status: 500 }]);
    expect(JSON.stringify(logged)).not.toContain('barbara');
  });

  it('is not what a refusal is', async () => {
    const { send, logged } = aBorder(failing(notFound('x')));

    await send();

    expect(logged[0]).not.toHaveProperty('error');
  });
});
