/** What an admin is refused outside of a workspace stands in the log of the deployment, with their name. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import { SYSTEM } from '#compose/adapters.ts';
import { ROUTES } from '#functions/routes.ts';
import type { JsonObject } from '#scim/json.ts';
import { bodyOf } from '../../support/answers.ts';
import { PLATFORM_ADMIN, useDeployment, workspaceAdmin } from '../../support/deployment.ts';
import { readRecords } from '../../support/invariants.ts';

const { admin, table } = useDeployment();

const CONFINED = workspaceAdmin('standard-demo');
const MISSING = SYSTEM.newId();
let before: readonly unknown[] = [];
beforeEach(async () => {
  before = await deploymentLog();
});

async function deploymentLog(query = ''): Promise<readonly JsonObject[]> {
  const answer = await admin('GET', `/activity?limit=200${query}`);
  return (bodyOf(answer) as { records: JsonObject[] }).records;
}
const idOf = (record: unknown) => (record as { id: string }).id;
/** Records that were not there when the test began; equal refusals within 15 seconds are one. */
const news = async () => {
  const known = new Set(before.map(idOf));
  return (await deploymentLog()).filter((record) => !known.has(idOf(record)));
};
const recordsOf = async (name: string) =>
  (await deploymentLog()).filter(({ actor }) => (actor as { name?: string }).name === name);

describe('what a confined admin is refused', () => {
  const actor = { kind: 'admin', name: 'admin-1', scope: 'workspace' };

  it.each<[string, string, unknown, object]>([
    ['GET', '/workspaces', undefined, { operation: 'read', result: { status: 403 } }],
    ['POST', '/workspaces', { name: 'x' }, { operation: 'create', result: { status: 403 } }],
    ['GET', '/users?email=a', undefined, { operation: 'read', result: { status: 403 } }],
    ['GET', '/activity', undefined, { operation: 'read', result: { status: 403 } }],
    [
      'PATCH',
      '/workspaces/modjo-demo',
      { name: 'Mine' },
      {
        operation: 'patch',
        resource: { type: 'Workspace', id: 'modjo-demo' },
        result: { status: 404 },
      },
    ],
    [
      'DELETE',
      `/workspaces/modjo-demo/users/${MISSING}`,
      undefined,
      {
        operation: 'delete',
        resource: { type: 'Workspace', id: 'modjo-demo' },
        result: { status: 404 },
      },
    ],
    [
      'POST',
      '/workspaces/modernloop-demo/tokens',
      {},
      {
        operation: 'create',
        resource: { type: 'Workspace', id: 'modernloop-demo' },
        result: { status: 404 },
      },
    ],
  ])('is a record with their name: %s %s', async (method, target, body, record) => {
    const answer = await admin(method, target, body, { authorizer: CONFINED });

    const { detail, status } = bodyOf(answer);
    const reason = expect.stringMatching(/^[A-Z]+ \/admin\/[\w/{}]+: /);
    const expected = { ...record, result: { status, reason }, actor, state: 'finished' };
    expect(detail).toMatch(/: (?:ask one of them|check its id)/);
    expect(await deploymentLog('&result=failure')).toContainEqual(
      expect.objectContaining(expected),
    );
    expect(status).toBe((record as { result: { status: number } }).result.status);
  });

  it('is no record where they only read of another workspace: a 404 on a read is an answer', async () => {
    await admin('GET', '/workspaces/modjo-demo', undefined, { authorizer: CONFINED });
    await admin('GET', '/workspaces/nosuch/users', undefined, { authorizer: CONFINED });

    expect(await news()).toEqual([]);
  });

  it('stands not in the log of the workspace that they asked for', async () => {
    await admin('PATCH', '/workspaces/modjo-demo', { name: 'x' }, { authorizer: CONFINED });

    const { records } = bodyOf(await admin('GET', '/workspaces/modjo-demo/activity'));

    expect(JSON.stringify(records)).not.toContain('admin-1');
  });

  it('stands in the log of their own where they have opened it', async () => {
    const target = '/workspaces/standard-demo';
    const answer = await admin('DELETE', target, { name: 'x' }, { authorizer: CONFINED });

    const { records } = bodyOf(await admin('GET', `${target}/activity?result=failure`));

    expect(answer.statusCode).toBe(403);
    expect(records).toContainEqual(
      expect.objectContaining({
        actor,
        operation: 'delete',
        resource: { type: 'Workspace', id: 'standard-demo' },
      }),
    );
    expect(await news()).toEqual([]);
  });

  it('equal within 15 seconds is one record with a count, so that nobody fills the log', async () => {
    for (let count = 0; count < 20; count += 1) {
      await admin(
        'DELETE',
        '/workspaces/flooded',
        {},
        { authorizer: workspaceAdmin('standard-demo', 'admin-2') },
      );
    }

    const records = await recordsOf('admin-2');
    expect(records.length).toBeLessThanOrEqual(2);
    expect(records.reduce((sum, { repeats }) => sum + Number(repeats), 0)).toBe(20);
  });

  it('of workspaces that never were is one record, too, however many names are made up', async () => {
    const authorizer = workspaceAdmin('standard-demo', 'admin-3');
    for (let count = 0; count < 20; count += 1) {
      await admin('DELETE', `/workspaces/made-up-${count}`, {}, { authorizer });
      await admin('DELETE', '/workspaces/modjo-demo', {}, { authorizer });
    }

    const records = await recordsOf('admin-3');
    const repeats = (ofWhat: (record: JsonObject) => boolean) =>
      records.filter(ofWhat).reduce((sum, record) => sum + Number(record.repeats), 0);
    expect(records.length).toBeLessThanOrEqual(4);
    expect(repeats(({ resource }) => resource === undefined)).toBe(20);
    expect(repeats(({ resource }) => resource !== undefined)).toBe(20);
    expect(JSON.stringify(records)).not.toContain('made-up');
  });
});

describe('what an admin of the platform is refused', () => {
  const actor = { kind: 'admin', name: PLATFORM_ADMIN.iam.userArn, scope: 'platform' };

  it.each<[string, unknown, object]>([
    [
      'a body that cannot be',
      { name: ' ', profile: 'nosuch' },
      {
        result: {
          status: 400,
          reason: expect.stringMatching(/\/name must .*; \/profile must be /),
        },
        ignored: ['name', 'profile'],
      },
    ],
    ['a body that is no JSON', '{', { result: { status: 400 } }],
    [
      'an id that was given before',
      { id: 'modjo-demo', name: 'x', profile: 'modjo' },
      { result: { status: 409, reason: expect.stringContaining('never given twice') } },
    ],
  ])('when they make a workspace is a record with their name: %s', async (_, body, record) => {
    await admin('POST', '/workspaces', body);

    const records = await deploymentLog('&result=failure');

    expect(records).toContainEqual(
      expect.objectContaining({
        actor,
        operation: 'create',
        ...record,
        result: expect.objectContaining((record as { result: object }).result),
      }),
    );
    expect(JSON.stringify(records)).not.toMatch(/nosuch/);
  });

  it('of a workspace that there is not is a record, and names it where there was one', async () => {
    await admin('POST', '/workspaces', { id: 'gone', name: 'Gone', profile: 'standard' });
    await admin('DELETE', '/workspaces/gone', { name: 'Gone' });
    for (const ws of ['gone', 'never-was', 'Barbara']) {
      await admin('PATCH', `/workspaces/${ws}`, { name: 'x' });
    }

    const records = await deploymentLog('&result=failure');

    const reason = expect.stringMatching(/^PATCH /);
    const refused = { operation: 'patch', actor, result: { status: 404, reason } };
    expect(records).toContainEqual(
      expect.objectContaining({ ...refused, resource: { type: 'Workspace', id: 'gone' } }),
    );
    expect(records.filter(({ resource }) => resource === undefined)).toContainEqual(
      expect.objectContaining(refused),
    );
    expect(JSON.stringify(records)).not.toMatch(/Barbara|never-was/);
  });
});

describe('the log of the deployment', () => {
  it('has which workspaces were deleted, by whom', async () => {
    await admin('POST', '/workspaces', { id: 'short-lived', name: 'Short', profile: 'standard' });
    await admin('DELETE', '/workspaces/short-lived', { name: 'Short' });

    expect(await deploymentLog('&subject=short-lived')).toMatchObject([
      { operation: 'delete', result: { status: 202 }, actor: { kind: 'admin', scope: 'platform' } },
    ]);
  });

  it('comes page by page, each record once', async () => {
    for (const name of ['page-1', 'page-2', 'page-3']) {
      const authorizer = workspaceAdmin('standard-demo', name);
      await admin('DELETE', '/workspaces/modjo-demo', {}, { authorizer });
    }
    const ids = new Set<string>();
    let after = '';
    let more = true;
    while (more) {
      const body = bodyOf(await admin('GET', `/activity?limit=1${after}`)) as {
        records: JsonObject[];
        more: boolean;
        nextCursor: string;
      };
      for (const record of body.records) ids.add(idOf(record));
      more = body.more;
      after = `&after=${body.nextCursor}`;
    }

    expect(ids).toEqual(new Set((await deploymentLog()).map(idOf)));
  });

  it('takes no cursor of a workspace, and no workspace takes one of it', async () => {
    const cursorOf = async (path: string) => bodyOf(await admin('GET', path)).nextCursor;
    const own = await cursorOf('/activity');
    const theirs = await cursorOf('/workspaces/modjo-demo/activity');

    const answers = [
      await admin('GET', `/activity?after=${theirs}`),
      await admin('GET', `/workspaces/modjo-demo/activity?after=${own}`),
    ];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([400, 400]);
  });

  it('is no workspace: nothing opens it as one', async () => {
    const answer = await admin('GET', '/workspaces/_deployment/activity');

    expect(answer.statusCode).toBe(404);
  });
});

describe('nothing is written', () => {
  const all = async () => (await readRecords(table())).length;

  it.each(ROUTES.filter(({ path }) => path.startsWith('/admin')))(
    'of somebody whom no authorizer knows: $method $path',
    async ({ method, path }) => {
      const count = await all();
      const target = path.slice('/admin'.length).replace('{ws}', 'modjo-demo');
      const verb = method === 'ANY' ? 'DELETE' : method;

      const answer = await admin(verb, target, '{', { authorizer: undefined });

      expect(answer.statusCode).toBe(401);
      expect(await all()).toBe(count);
    },
  );

  it.each(['/unknown', '/workspaces/modjo-demo/unknown', '/profiles', ''])(
    'of a call that there is not: %s',
    async (target) => {
      const count = await all();

      const answer = await admin('DELETE', target, {}, { authorizer: CONFINED });

      expect([404, 405]).toContain(answer.statusCode);
      expect(await all()).toBe(count);
    },
  );
});
