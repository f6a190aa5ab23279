/** What one workspace asks about another's users is what it asks about nobody (HARD-CASES T1, V12). */

import { beforeAll, describe, expect, it } from '@jest/globals';
import { ROUTES } from '#functions/routes.ts';
import { bodyOf } from '../support/answers.ts';
import { useDeployment } from '../support/deployment.ts';
import { brokenInvariants } from '../support/invariants.ts';

const { send: sendAs, token, table } = useDeployment();

const NOBODY = '01900000-0000-7000-8000-000000000001';
const theirs = { userName: 'theirs@example.com', externalId: 'their-id' };
const name = { givenName: 'Barbara', familyName: 'Jensen' };

const send = (workspaceId: string, method: string, target: string, body?: unknown) =>
  sendAs(method, target, body, { authorization: token(workspaceId) });

let id = '';
let before: unknown;
beforeAll(async () => {
  const created = await send('modjo-demo', 'POST', '/Users', { ...theirs, name });
  id = String(bodyOf(created).id);
  before = await send('modjo-demo', 'GET', `/Users/${id}`);
});

describe("another workspace's user", () => {
  it.each(ROUTES.filter(({ path }) => /^\/scim.*\{id\}/.test(path)))(
    'is answered like an id of nobody: $method $path',
    async ({ method, path }) => {
      const target = path.slice('/scim/v2'.length);
      const body = { ...theirs, Operations: [{ op: 'replace', path: 'active', value: false }] };

      const foreign = await send('standard-demo', method, target.replace('{id}', id), body);
      const unknown = await send('standard-demo', method, target.replace('{id}', NOBODY), body);

      expect(foreign.statusCode).toBe(404);
      expect(foreign).toEqual(unknown);
    },
  );

  it.each([
    () => `id eq "${id}"`,
    () => 'userName eq "theirs@example.com"',
    () => 'externalId eq "their-id"',
    () => 'emails.value eq "theirs@example.com"',
    () => 'userName sw "t"',
    () => `meta.location ew "${id}"`,
  ])('is found by no filter: %s', async (filter) => {
    const query = `/Users?filter=${encodeURIComponent(filter())}`;

    const listed = await send('standard-demo', 'GET', query);
    const searched = await send('standard-demo', 'POST', '/.search', { filter: filter() });

    for (const answer of [listed, searched]) {
      expect(bodyOf(answer)).toMatchObject({ totalResults: 0, Resources: [] });
    }
  });

  it('does not stand in the way of one with the same names', async () => {
    const answer = await send('standard-demo', 'POST', '/Users', theirs);

    expect(answer.statusCode).toBe(201);
    expect(bodyOf(answer).id).not.toBe(id);
  });

  it('is what it was', async () => {
    const after = await send('modjo-demo', 'GET', `/Users/${id}`);

    expect(after).toEqual(before);
    expect(await brokenInvariants(table())).toEqual([]);
  });
});

describe('an externalId', () => {
  it.each(['1', '0', '-1', 'admin', 'modjo-demo', NOBODY])(
    'is never an id of ours: %s',
    async (externalId) => {
      const created = await send('standard-demo', 'POST', '/Users', {
        userName: `x-${externalId}`,
        externalId,
      });
      const read = await send('standard-demo', 'GET', `/Users/${externalId}`);

      expect(bodyOf(created).id).not.toBe(externalId);
      expect(read.statusCode).toBe(404);
    },
  );
});
