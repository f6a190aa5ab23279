/** Every route of the endpoint, through its handler: a route that is added is tested at once. */

import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { BACKGROUND, DEFAULT_ROUTE, ROUTES } from '#functions/routes.ts';
import { problemsOf } from '../support/answers.ts';
import { useDeployment } from '../support/deployment.ts';

const { send, token } = useDeployment();

const NO_ID = '01900000-0000-7000-8000-000000000001';
const below = (path: string) => path.slice('/scim/v2'.length).replace('{id}', NO_ID);
const DOORS = [
  ...ROUTES.filter(({ path }) => path.startsWith('/scim')).map(({ method, path }) => ({
    method,
    target: below(path),
  })),
  { method: 'GET', target: '/Unknown' },
  { method: 'PUT', target: '/Users' },
  { method: 'GET', target: '/Me' },
  { method: 'POST', target: '/Bulk' },
  { method: 'GET', target: '' },
];

describe('the table of routes', () => {
  it.each([...new Set([...ROUTES, DEFAULT_ROUTE].map(({ entry }) => entry))])(
    'names a module that exports a handler: %s',
    async (entry) => {
      const { handler } = await import(`../../${entry}`);

      expect(handler).toBeInstanceOf(Function);
    },
  );

  it('names every file of functions/', () => {
    const files = readdirSync('functions', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && file !== 'routes.ts')
      .map((file) => `functions/${file}`);

    const routed: readonly string[] = [...ROUTES, DEFAULT_ROUTE].map(({ entry }) => entry);
    const entries = new Set([...routed, ...Object.values(BACKGROUND).map(({ entry }) => entry)]);

    expect([...entries].sort()).toEqual(files.sort());
  });

  it('has each method of a path once', () => {
    const keys = ROUTES.map(({ method, path }) => `${method} ${path}`);

    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('gives all routes of a function the same rights, time and memory', () => {
    const forms = ROUTES.map(({ entry, rights, timeoutSeconds, memoryMb }) =>
      JSON.stringify({ entry, rights, timeoutSeconds, memoryMb }),
    );

    expect(new Set(forms).size).toBe(new Set(ROUTES.map(({ entry }) => entry)).size);
  });

  it('gives the right to write to what changes users and groups, and to nothing else', () => {
    const writing = ROUTES.filter(({ rights }) => /write|create|push|manage/i.test(rights)).map(
      ({ entry }) => entry,
    );

    expect([...new Set(writing)]).toEqual([
      'functions/users/create-user.ts',
      'functions/users/replace-user.ts',
      'functions/users/patch-user.ts',
      'functions/users/delete-user.ts',
      'functions/groups/create-group.ts',
      'functions/groups/replace-group.ts',
      'functions/groups/patch-group.ts',
      'functions/groups/delete-group.ts',
      'functions/admin/users.ts',
    ]);
  });
});

describe('no route lets anybody in without a valid token', () => {
  it.each(DOORS)('$method $target', async ({ method, target }) => {
    const valid = token();
    const authorizations = [
      undefined,
      '',
      'Bearer',
      'Bearer ',
      'Bearer undefined',
      `Bearer ${valid.slice(0, -1)}`,
      `Bearer ${valid.replace('standard', 'modjo')}`,
      `Basic ${valid}`,
      `Digest ${valid}`,
      `Bearer ${valid},Bearer ${valid}`,
      `${valid},${valid}`,
    ];

    const answers = [];
    for (const authorization of authorizations) {
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
      answers.push(await send(method, `${target}?access_token=${valid}`, '{', headers));
    }

    const [first] = answers;
    expect(first?.statusCode).toBe(401);
    expect(first && problemsOf(first)).toEqual([]);
    expect(first?.headers?.['WWW-Authenticate']).toMatch(/^Bearer/);
    for (const answer of answers) expect(answer).toEqual(first);
  });

  it('the 401 is the same on all of them', async () => {
    const answers = [];
    for (const { method, target } of DOORS) {
      answers.push(JSON.stringify(await send(method, target, '{}', {})));
    }

    expect(new Set(answers).size).toBe(1);
  });
});
