/** What an admin asks in one workspace about another's things is what they ask about nothing (T1). */

import { beforeAll, describe, expect, it } from '@jest/globals';
import { ROUTES } from '#functions/routes.ts';
import { bodyOf } from '../../support/answers.ts';
import { useDeployment, workspaceAdmin } from '../../support/deployment.ts';
import { brokenInvariants, readAll } from '../../support/invariants.ts';

const { admin, send, token, table } = useDeployment();

const NOTHING = '01900000-0000-7000-8000-000000000001';
const NAME = { givenName: 'Barbara', familyName: 'Jensen' };
const THEIRS = '/workspaces/modjo-demo';

const doors = ROUTES.filter(({ path }) => path.startsWith('/admin/workspaces/{ws}'));
const withIds = doors.filter(({ path }) => /\{(?:id|tokenId)\}/.test(path));
const lists = doors.filter(({ method, path }) => method === 'GET' && !/\{id\}|\{ws\}$/.test(path));

let ids: Readonly<Record<string, string>> = {};
let stored: unknown;
beforeAll(async () => {
  const headers = { authorization: `Bearer ${token('modjo-demo')}` };
  const user = {
    userName: 'theirs@example.com',
    name: NAME,
    emails: [{ value: 'theirs@x.example' }],
  };
  const userId = String(bodyOf(await send('POST', '/Users', user, headers)).id);
  const { tokens } = bodyOf(await admin('GET', `${THEIRS}/tokens`)) as {
    tokens: { tokenId: string }[];
  };
  ids = { '{id}': userId, '{tokenId}': String(tokens[0]?.tokenId) };
  stored = await theirItems();
});

const theirItems = async () =>
  (await readAll(table())).filter(({ pk }) => /^(?:WORKSPACE|COUNT)#modjo-demo/.test(pk));
const inOurs = (path: string, replaced: Readonly<Record<string, string>>) =>
  path
    .slice('/admin'.length)
    .replace('{ws}', 'standard-demo')
    .replace(/\{\w+\}/g, (place) => replaced[place] ?? place);

describe("another workspace's things", () => {
  it.each(withIds)(
    'are answered like what there is not: $method $path',
    async ({ method, path }) => {
      const body = method === 'GET' ? undefined : {};
      const nothing = { '{id}': NOTHING, '{tokenId}': NOTHING };
      const authorizer = workspaceAdmin('standard-demo');

      for (const as of [{}, { authorizer }]) {
        const foreign = await admin(method, inOurs(path, ids), body, as);
        const unknown = await admin(method, inOurs(path, nothing), body, as);

        expect([200, 404]).toContain(foreign.statusCode);
        expect(foreign).toEqual(unknown);
        expect(foreign.body ?? '').not.toContain('theirs');
      }
    },
  );

  it.each(lists)('have cursors that no other list takes: $path', async ({ path }) => {
    const [, kind = ''] = /\{ws\}\/(.+)$/.exec(path) ?? [];
    const parameter = kind.startsWith('activity') ? 'after' : 'cursor';
    const of = (workspaceId: string) =>
      Buffer.from(JSON.stringify([workspaceId, `${kind} {}`, NOTHING])).toString('base64url');

    for (const cursor of ['x', of('modjo-demo'), of('standard-demo')]) {
      const target = inOurs(path, { '{id}': NOTHING });
      const answer = await admin('GET', `${target}?${parameter}=${cursor}`);

      expect([400, 404]).toContain(answer.statusCode);
    }
  });

  it('are what they were', async () => {
    expect(await theirItems()).toEqual(stored);
    expect(await brokenInvariants(table())).toEqual([]);
  });
});

describe('an admin of one workspace', () => {
  it.each(doors)('cannot open another by any door: $method $path', async ({ method, path }) => {
    const authorizer = workspaceAdmin('standard-demo');
    const target = path
      .slice('/admin'.length)
      .replace('{ws}', 'modjo-demo')
      .replace(/\{\w+\}/, NOTHING);

    const answer = await admin(method, target, {}, { authorizer });

    expect(answer.statusCode).toBe(404);
    expect(bodyOf(answer).detail).toBe('there is no such workspace: check its id');
  });
});
