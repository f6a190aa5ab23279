import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { systemContext } from '#auth/mint-context.ts';
import { finishPorts } from '#compose/finish-ports.ts';
import { workers } from '#compose/workers.ts';
import { bodyOf } from '../../support/answers.ts';
import { useDeployment, workspaceAdmin } from '../../support/deployment.ts';
import { readAll, readRecords } from '../../support/invariants.ts';
import { aWorkspace } from '../../support/workspaces.ts';

const { admin, send, table, token } = useDeployment();

let count = 0;
const created = async (parts: Record<string, unknown> = {}) => {
  count += 1;
  const body = { id: `acme-${count}`, name: `Acme ${count}`, profile: 'modernloop', ...parts };
  const workspace = bodyOf(await admin('POST', '/workspaces', body));
  return { ...workspace, path: `/workspaces/${workspace.id}` } as Record<string, unknown> & {
    readonly path: string;
  };
};
const recordsOf = async (id: unknown) =>
  (await readRecords(table())).filter(({ resource }) => resource?.id === id);

/** As the publisher would: nothing of it waits to be published any more. */
async function finishActivityOf(id: string): Promise<void> {
  const { client, tableName } = table();
  const items = (await readAll(table())).filter(({ pk }) => pk === `ACTIVITY#${id}`);
  for (const { pk, sk } of items) {
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { pk, sk },
        UpdateExpression: 'REMOVE gsi2pk, gsi2sk',
      }),
    );
  }
}

describe('a new workspace', () => {
  it('is 201 with every setting that it has', async () => {
    const answer = await admin('POST', '/workspaces', {
      id: 'globex',
      name: ' Globex ',
      profile: 'modernloop',
      settings: { onManualConflict: 'adopt', groupRoles: [{ group: 'IT', role: 'ADMIN' }] },
    });

    expect(answer.statusCode).toBe(201);
    expect(bodyOf(answer)).toEqual({
      id: 'globex',
      name: 'Globex',
      profile: 'modernloop',
      settings: {
        scimAvailable: true,
        scimEnabled: true,
        onManualConflict: 'adopt',
        roleEditing: 'idp',
        groupRoles: [{ group: 'IT', role: 'ADMIN' }],
        keepDeletedDays: 30,
      },
      createdAt: expect.any(String),
      version: 1,
    });
    expect(await recordsOf('globex')).toMatchObject([
      { operation: 'create', actor: { kind: 'admin' }, resource: { type: 'Workspace' } },
    ]);
  });

  it('gets an id where none is chosen', async () => {
    const { id } = await created({ id: undefined });

    expect(id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('of a name that made one before is 409, and says where it is and what to do', async () => {
    const { id, name } = await created({ id: undefined });
    const again = { name: ` ${String(name).toUpperCase()} `, profile: 'modjo' };

    const answer = await admin('POST', '/workspaces', again);
    const other = await admin('POST', '/workspaces', { ...again, id: 'of-my-own' });

    expect(answer.statusCode).toBe(409);
    expect(bodyOf(answer)).toMatchObject({
      type: 'urn:rollcall:problem:workspace-id-taken',
      detail: expect.stringMatching(
        new RegExp(`read the workspace ${id}, .*; for another .* give an id of your own`),
      ),
    });
    expect(other.statusCode).toBe(201);
  });

  it('of the name of one that was deleted is 409 without an id, as with its id', async () => {
    const { name, path } = await created({ id: undefined });
    await admin('DELETE', path, { name });

    const answer = await admin('POST', '/workspaces', { name, profile: 'modernloop' });

    expect(answer.statusCode).toBe(409);
  });

  it('never gets an id that was given before, to a deleted one included', async () => {
    const { id, name, path } = await created();

    const taken = await admin('POST', '/workspaces', { id, name: 'Other', profile: 'modjo' });
    await admin('DELETE', path, { name });
    const gone = await admin('POST', '/workspaces', { id, name: 'Other', profile: 'modjo' });

    for (const answer of [taken, gone]) {
      expect(answer.statusCode).toBe(409);
      expect(bodyOf(answer).type).toBe('urn:rollcall:problem:workspace-id-taken');
      expect(bodyOf(answer).detail).toContain('if that is 404 it was deleted');
    }
  });

  it('of the profile modjo has its roles set in the app', async () => {
    const { settings } = await created({ profile: 'modjo' });

    expect(settings).toMatchObject({ roleEditing: 'app' });
  });

  it.each([
    [{ id: 'Acme' }, '/id'],
    [{ id: '_deployment' }, '/id'],
    [{ name: ' ' }, '/name'],
    [{ name: 'x'.repeat(201) }, '/name'],
    [{ name: undefined }, '/name'],
    [{ profile: 'nosuch' }, '/profile'],
    [{ profile: '__proto__' }, '/profile'],
    [{ settings: { keepDeletedDays: -1 } }, '/settings/keepDeletedDays'],
    [{ settings: { keepDeletedDays: 1.5 } }, '/settings/keepDeletedDays'],
    [{ settings: { roleEditing: 'nobody' } }, '/settings/roleEditing'],
    [{ settings: { scimEnabled: 'true' } }, '/settings/scimEnabled'],
    [{ settings: { secret: 1 } }, '/settings'],
    [{ settings: [] }, '/settings'],
    [{ settings: null }, '/settings'],
    [{ settings: { groupRoles: {} } }, '/settings/groupRoles'],
    [{ settings: { groupRoles: [[]] } }, '/settings/groupRoles/0'],
    [{ settings: { groupRoles: [{ group: '', role: 'ADMIN' }] } }, '/settings/groupRoles/0/group'],
    [{ settings: { groupRoles: [{ group: 'a', role: 'KING' }] } }, '/settings/groupRoles/0/role'],
    [{ profile: 'modjo', settings: { roleEditing: 'idp' } }, '/settings/roleEditing'],
    [
      { profile: 'modjo', settings: { groupRoles: [{ group: 'a', role: 'Admin' }] } },
      '/settings/groupRoles/0/role',
    ],
    [
      { profile: 'standard', settings: { groupRoles: [{ group: 'a', role: 'ADMIN' }] } },
      '/settings/groupRoles/0/role',
    ],
    [{ tokens: {} }, ''],
    [{ version: 7 }, ''],
  ])('is refused for %j, naming the place and no value', async (parts, pointer) => {
    const body = { id: 'refused', name: 'Refused', profile: 'modernloop', ...parts };

    const answer = await admin('POST', '/workspaces', body);

    expect(answer.statusCode).toBe(400);
    expect(bodyOf(answer)).toMatchObject({
      type: 'urn:rollcall:problem:bad-request',
      errors: [{ pointer, detail: expect.any(String) }],
    });
    expect(answer.body).not.toMatch(/KING|nosuch|nobody|__proto__|secret/);
    expect((await admin('GET', '/workspaces/refused')).statusCode).toBe(404);
  });

  it('has its group roles in the spelling of the profile', async () => {
    const { settings } = await created({
      settings: { groupRoles: [{ group: 'IT', role: 'aDmIn' }] },
    });

    expect(settings).toMatchObject({ groupRoles: [{ group: 'IT', role: 'ADMIN' }] });
  });

  it('has each group once in its group roles, without regard to case', async () => {
    const groupRoles = [
      { group: 'IT', role: 'ADMIN' },
      { group: 'Recruiting', role: 'SCHEDULER' },
      { group: ' it ', role: 'SCHEDULER' },
    ];
    const body = { name: 'Twice', profile: 'modernloop', settings: { groupRoles } };

    const answer = await admin('POST', '/workspaces', body);

    expect(answer.statusCode).toBe(400);
    expect(bodyOf(answer).errors).toEqual([
      { pointer: '/settings/groupRoles/2', detail: expect.stringMatching(/leave one of them out/) },
    ]);
  });

  it('has 50 group roles at the most', async () => {
    const roles = (length: number) =>
      Array.from({ length }, (_, index) => ({ group: `g${index}`, role: 'ADMIN' }));

    const most = await created({ settings: { groupRoles: roles(50) } });
    const body = { name: 'x', profile: 'modernloop', settings: { groupRoles: roles(51) } };
    const tooMany = await admin('POST', '/workspaces', body);

    expect(most.version).toBe(1);
    expect(tooMany.statusCode).toBe(400);
  });
});

describe('the list of workspaces', () => {
  it('comes page by page, each once, in order of id', async () => {
    await created();
    await created();
    const ids: string[] = [];
    let cursor = '';
    do {
      const { workspaces, nextCursor = '' } = bodyOf(
        await admin('GET', `/workspaces?limit=2${cursor && `&cursor=${cursor}`}`),
      ) as { workspaces: { id: string }[]; nextCursor?: string };
      ids.push(...workspaces.map(({ id }) => id));
      cursor = nextCursor;
    } while (cursor !== '');

    expect(ids).toEqual([...new Set(ids)].sort());
    expect(ids).toEqual(expect.arrayContaining(['modjo-demo', 'standard-demo']));
  });

  it.each(['limit=0', 'limit=201', 'limit=x', 'cursor=x', 'cursor=', 'page=2', 'limit=1&limit=2'])(
    'is 400 for ?%s',
    async (query) => {
      expect((await admin('GET', `/workspaces?${query}`)).statusCode).toBe(400);
    },
  );
});

describe('a workspace', () => {
  it('shows whether it is connected, by whom, and why the last request failed', async () => {
    const { path } = await created({ profile: 'standard' });
    const fresh = bodyOf(await admin('GET', path));
    const { token: secret } = bodyOf(await admin('POST', `${path}/tokens`));
    const headers = { authorization: `Bearer ${secret}`, 'user-agent': 'Okta SCIM Client 1.0.0' };
    await send('POST', '/Users', { userName: 'ada' }, headers);
    await send('POST', '/Users', { userName: 'ADA' }, headers);

    const used = bodyOf(await admin('GET', path));

    expect(fresh).toMatchObject({
      connection: { lastRequestAt: null, identityProvider: null, lastFailure: null },
      counts: { users: 0, manualUsers: 0, groups: 0 },
    });
    expect(used).toMatchObject({
      connection: {
        lastRequestAt: expect.any(String),
        identityProvider: 'okta',
        lastFailure: {
          at: expect.any(String),
          status: 409,
          scimType: 'uniqueness',
          reason: expect.any(String),
        },
      },
      counts: { users: 1, manualUsers: 0, groups: 0 },
    });
  });

  it('is 404 where there is none', async () => {
    const answer = await admin('GET', '/workspaces/nosuch');

    expect(answer.statusCode).toBe(404);
    expect(bodyOf(answer).detail).toBe('there is no such workspace: check its id');
  });
});

describe('changing a workspace', () => {
  it('keeps what is not given', async () => {
    const { path, settings } = await created({ settings: { keepDeletedDays: 7 } });

    const answer = await admin('PATCH', path, { name: 'New', settings: { roleEditing: 'app' } });

    expect(bodyOf(answer)).toMatchObject({
      name: 'New',
      settings: { ...(settings as object), roleEditing: 'app' },
      version: 2,
    });
    expect(answer.headers?.ETag).toBe('W/"2"');
  });

  it('of nothing makes no version and no record', async () => {
    const { id, path } = await created();

    const answer = await admin('PATCH', path, { settings: { roleEditing: 'idp' } });

    expect(bodyOf(answer).version).toBe(1);
    expect(await recordsOf(id)).toHaveLength(1);
  });

  it.each([{ settings: [] }, { settings: 'off' }, { settings: { groupRoles: [['a']] } }])(
    'is refused for settings that are no object: %j',
    async (body) => {
      const { path } = await created();

      const answer = await admin('PATCH', path, body);

      expect(answer.statusCode).toBe(400);
      expect(bodyOf(await admin('GET', path))).toMatchObject({ version: 1 });
    },
  );

  it('is 412 where If-Match names another version, and changes nothing', async () => {
    const { path } = await created();
    const headers = { 'if-match': '"7"' };

    const answer = await admin('PATCH', path, { name: 'New' }, { headers });

    expect(answer.statusCode).toBe(412);
    expect(bodyOf(await admin('GET', path))).toMatchObject({ version: 1 });
  });

  it('takes the version that it was read with', async () => {
    const { path } = await created();
    const { headers } = await admin('GET', path);
    const condition = { headers: { 'if-match': String(headers?.ETag) } };

    const first = await admin('PATCH', path, { name: 'A' }, condition);
    const second = await admin('PATCH', path, { name: 'B' }, condition);

    expect([first.statusCode, second.statusCode]).toEqual([200, 412]);
  });

  it('by many at once loses none of the changes', async () => {
    const { path } = await created();
    const settings = [
      { roleEditing: 'app' },
      { keepDeletedDays: 1 },
      { onManualConflict: 'adopt' },
    ];

    await Promise.all(settings.map((each) => admin('PATCH', path, { settings: each })));

    expect(bodyOf(await admin('GET', path))).toMatchObject({
      settings: { roleEditing: 'app', keepDeletedDays: 1, onManualConflict: 'adopt' },
      version: 4,
    });
  });

  it('switches SCIM off and on again, and events say so', async () => {
    const { id, path } = await created({ profile: 'standard' });
    const { token: secret } = bodyOf(await admin('POST', `${path}/tokens`));
    const status = async () => {
      const headers = { authorization: `Bearer ${secret}` };
      const answer = await send('GET', '/Users', undefined, headers);
      return [answer.statusCode, bodyOf(answer).detail];
    };

    await admin('PATCH', path, { settings: { scimEnabled: false } });
    const off = await status();
    await admin('PATCH', path, { settings: { scimAvailable: false } });
    const unavailable = await status();
    await admin('PATCH', path, { settings: { scimAvailable: true, scimEnabled: true } });
    const on = await status();

    expect(off).toEqual([403, expect.stringContaining('switched off')]);
    expect(unavailable).toEqual([403, expect.stringContaining('plan')]);
    expect(on[0]).toBe(200);
    const types = (await recordsOf(id)).flatMap(({ events }) => events.map(({ type }) => type));
    expect(types).toEqual(['Workspace SCIM Disabled', 'Workspace SCIM Enabled']);
  });

  it('of group roles has the roles of their members decided anew', async () => {
    const before = [{ group: 'IT', role: 'ADMIN' }];
    const { id, path } = await created({ settings: { groupRoles: before } });
    const after = [{ group: 'Recruiting', role: 'SCHEDULER' }, ...before];

    const settled = bodyOf(await admin('GET', path));
    await admin('PATCH', path, { settings: { groupRoles: after } });
    const pending = bodyOf(await admin('GET', path));

    expect([settled.rolesPending, pending.rolesPending]).toEqual([false, true]);
    expect((await recordsOf(id)).at(-1)).toMatchObject({
      changed: ['settings.groupRoles'],
      work: { kind: 'evaluateRoles', groups: ['IT', 'Recruiting'] },
    });
  });

  it('checks the settings that stay against a new profile', async () => {
    const { path } = await created({ settings: { groupRoles: [{ group: 'a', role: 'ADMIN' }] } });

    const answer = await admin('PATCH', path, { profile: 'modjo' });

    expect(answer.statusCode).toBe(400);
    expect(bodyOf(await admin('GET', path))).toMatchObject({ profile: 'modernloop', version: 1 });
  });
});

describe('an admin of the workspace itself', () => {
  const as = (id: unknown) => ({ authorizer: workspaceAdmin(String(id)) });

  it('reads and changes it, by their name', async () => {
    const { id, path } = await created();

    const read = await admin('GET', path, undefined, as(id));
    const settings = { scimEnabled: false, roleEditing: 'app', scimAvailable: true };
    const changed = await admin('PATCH', path, { name: 'New', settings }, as(id));

    expect([read.statusCode, changed.statusCode]).toEqual([200, 200]);
    expect((await recordsOf(id)).at(-1)).toMatchObject({
      actor: { kind: 'admin', name: 'admin-1', scope: 'workspace' },
    });
  });

  it.each([
    ['PATCH', '', { profile: 'standard' }],
    ['PATCH', '', { settings: { scimAvailable: false } }],
    ['PATCH', '', { name: 'New', settings: { scimAvailable: false, roleEditing: 'app' } }],
    ['DELETE', '', { name: 'Acme' }],
  ])('may not %s%s %j: 403, and nothing changes', async (method, target, body) => {
    const { id, path } = await created({ name: 'Acme' });

    const answer = await admin(method, `${path}${target}`, body, as(id));

    expect(answer.statusCode).toBe(403);
    expect(bodyOf(await admin('GET', path))).toMatchObject({ name: 'Acme', version: 1 });
  });

  it.each([
    ['GET', '/workspaces'],
    ['POST', '/workspaces'],
  ])('may not %s %s: that is for the platform', async (method, target) => {
    const answer = await admin(method, target, {}, as('standard-demo'));

    expect(answer.statusCode).toBe(403);
  });

  it('sees the profiles', async () => {
    const answer = await admin('GET', '/profiles', undefined, as('standard-demo'));

    expect(answer.statusCode).toBe(200);
  });
});

describe('deleting a workspace', () => {
  it('needs its name, letter by letter', async () => {
    const { name, path } = await created();

    const answers = [
      await admin('DELETE', path),
      await admin('DELETE', path, {}),
      await admin('DELETE', path, { name: String(name).toUpperCase() }),
      await admin('DELETE', path, { name, force: true }),
    ];

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([400, 400, 400, 400]);
    expect((await admin('GET', path)).statusCode).toBe(200);
  });

  it('is 202, refuses every token at once, and opens nothing any more', async () => {
    const { id, name, path } = await created({ profile: 'standard' });
    const { token: secret } = bodyOf(await admin('POST', `${path}/tokens`));
    const headers = { authorization: `Bearer ${secret}` };
    const before = await send('GET', '/Users', undefined, headers);

    const answer = await admin('DELETE', path, { name });

    expect(before.statusCode).toBe(200);
    expect(answer.statusCode).toBe(202);
    expect((await send('GET', '/Users', undefined, headers)).statusCode).toBe(401);
    for (const [method, target] of [
      ['GET', ''],
      ['PATCH', ''],
      ['POST', '/tokens'],
    ] as const) {
      expect((await admin(method, `${path}${target}`, {})).statusCode).toBe(404);
    }
    const { workspaces } = bodyOf(await admin('GET', '/workspaces?limit=200'));
    expect(JSON.stringify(workspaces)).not.toContain(`"${id}"`);
  });

  it('stands in the log of the deployment, not in the one that goes', async () => {
    const { id, name, path } = await created();

    await admin('DELETE', path, { name });

    const deletion = (await recordsOf(id)).find(({ operation }) => operation === 'delete');
    expect(deletion).toMatchObject({
      workspaceId: '_deployment',
      actor: { kind: 'admin' },
      events: [{ type: 'Workspace Deleted', data: { name, cause: 'deleted' } }],
      work: { kind: 'removeWorkspace', workspaceId: id },
    });
  });

  it('ends in nothing but the id, by the work that its record asks for', async () => {
    const { id, name, path } = await created({ profile: 'standard' });
    await admin('POST', `${path}/users`, { email: 'ada@x.example' });
    await admin('DELETE', path, { name });
    const deletion = (await recordsOf(id)).find(({ operation }) => operation === 'delete');
    const deleted = aWorkspace({ id: String(id), tokens: {} });
    const context = systemContext(deleted, 'publisher', 'request-1', Date.now() + 20_000);
    const at = new Date(Date.now() - 60_001).toISOString();
    const work = (record: unknown) =>
      workers({ put: async () => [] }).removeWorkspace(context, record as never);
    const itemsOf = async () =>
      (await readAll(table()))
        .filter(({ pk }) => pk.endsWith(`#${id}`))
        .map(({ pk, sk }) => `${pk} ${sk}`);
    await finishActivityOf(String(id));
    const before = await itemsOf();

    const early = await work(deletion);
    const late = await work({ ...deletion, at });

    expect(before.length).toBeGreaterThan(3);
    expect([early, late]).toEqual(['more', 'done']);
    expect(await itemsOf()).toEqual([`WORKSPACE#${id} WORKSPACE`]);
  });

  it('leaves nothing to do for its users: its settings are gone, and would give them other roles', async () => {
    const { id, path, name } = await created();
    const [made] = await recordsOf(id);
    const deadline = Date.now() + 20_000;
    const { contextOf } = finishPorts({
      bus: { put: async () => [] },
      sweepAfterMs: 0,
      report: () => {},
      reportSweep: () => {},
    });
    const idsOf = async () => {
      const roles = { ...made, work: { kind: 'evaluateRoles', groups: ['IT'] } };
      const removal = { ...made, work: { kind: 'removeWorkspace', workspaceId: id } };
      const contexts = [roles, removal].map((record) => contextOf(record as never, deadline));
      return (await Promise.all(contexts)).map((context) => context?.workspace.id);
    };
    const before = await idsOf();

    await admin('DELETE', path, { name });

    expect(before).toEqual([id, id]);
    expect(await idsOf()).toEqual([undefined, id]);
  });

  it('is 412 where If-Match names another version', async () => {
    const { name, path } = await created();

    const answer = await admin('DELETE', path, { name }, { headers: { 'if-match': 'W/"9"' } });

    expect(answer.statusCode).toBe(412);
    expect((await admin('GET', path)).statusCode).toBe(200);
  });

  it('leaves the tokens of others alone', async () => {
    const headers = { authorization: `Bearer ${token()}` };

    expect((await send('GET', '/Users', undefined, headers)).statusCode).toBe(200);
  });
});
