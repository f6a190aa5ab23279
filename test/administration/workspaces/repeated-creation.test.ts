/** A creation whose answer is lost, or that is killed on its way, and is sent again: over the real table. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AdminResult } from '#administration/exchange.ts';
import type { Problem } from '#administration/problem.ts';
import { createWorkspace } from '#administration/workspaces/create-workspace.ts';
import { mintAdminContext } from '#auth/mint-context.ts';
import { SYSTEM } from '#compose/adapters.ts';
import type { TokenVault } from '#directory/ports.ts';
import { memoryVault } from '#local/memory-vault.ts';
import type { Json } from '#scim/json.ts';
import { at, type Fault, type Plan } from '#test/support/faulty-client.ts';
import { type Kill, Killed, killedAt, killsAt } from '#test/support/kill.ts';
import { useStores } from '#test/support/stores.ts';
import { aContext, aWorkspaceRecord } from '#test/support/workspaces.ts';

const stores = useStores();
let opened: Set<string>;
let vault: TokenVault;
beforeEach(() => {
  const memory = memoryVault();
  opened = new Set();
  vault = {
    ...memory,
    async open(workspaceId) {
      opened.add(workspaceId);
      await memory.open(workspaceId);
    },
  };
});

const ADMIN = mintAdminContext({
  actor: { kind: 'admin', name: 'platform', scope: 'platform' },
  confinedTo: undefined,
  requestId: 'request-1',
  client: 'test',
  deadline: Number.MAX_SAFE_INTEGER,
});
const BODY = { name: 'Acme', profile: 'modernloop', settings: { keepDeletedDays: 7 } };
/** What is sent again does not say which workspace it meant: with an `id`, and without. */
const BODIES = [
  ['without an id', BODY],
  ['with an id', { ...BODY, id: 'acme' }],
] as const;

async function create(body: Json, kill?: Kill): Promise<AdminResult> {
  const ports = {
    ...SYSTEM,
    now: stores.clock.now,
    workspaces: killedAt(stores.workspaces, kill),
    vault: killedAt(vault, kill),
  };
  return createWorkspace(ports, ADMIN, {
    method: 'POST',
    path: '/admin/workspaces',
    parameters: { ws: '', id: '', tokenId: '' },
    queryString: '',
    body,
    preconditions: {},
    scimBaseUrl: '',
  });
}

const listed = async () => (await stores.workspaces.list({ limit: 100 })).workspaces;
const only = async () => {
  const [first, ...others] = await listed();
  if (first === undefined || others.length > 0) throw new Error('not one workspace');
  return stores.workspaces.read(first.id);
};
const refusalOf = (creating: Promise<AdminResult>) =>
  creating.then(
    () => undefined,
    ({ status, code }: Problem) => ({ status, code }),
  );
const TAKEN = { status: 409, code: 'workspace-id-taken' };

const KILLS = killsAt(['read', 'open', 'create']);
const hasCommitted = ({ step, when }: Kill) => step === 'create' && when === 'after';

describe.each(BODIES)('a creation %s', (_, body) => {
  it.each(KILLS.filter((kill) => !hasCommitted(kill)))(
    'that is killed before its commit has made nothing, and is made by the repetition: $when $step',
    async (kill) => {
      await expect(create(body, kill)).rejects.toThrow(Killed);
      const between = await listed();

      const { kind } = await create(body);

      expect(between).toEqual([]);
      expect(kind).toBe('created');
      expect(await only()).toMatchObject({ name: 'Acme', version: 1 });
    },
  );

  it('that is killed after its commit is there once, and the repetition says so', async () => {
    await expect(create(body, { step: 'create', when: 'after' })).rejects.toThrow(Killed);

    expect(await refusalOf(create(body))).toEqual(TAKEN);
    expect(await only()).toMatchObject({ name: 'Acme', settings: { keepDeletedDays: 7 } });
  });

  it('has the place for its digests once, however often it is killed', async () => {
    for (const kill of KILLS) await create(body, kill).catch(() => {});
    await create(body).catch(() => {});

    const workspace = await only();
    expect([...opened]).toEqual([workspace?.id]);
  });

  it.each<[string, Plan, string]>([
    ['is lost after the commit', lost('answer lost'), 'created'],
    ['is a conflict', lost('TransactionConflict'), 'created'],
    ['is throttled', lost('ThrottlingException'), 'created'],
  ])('of which the answer of the table %s is made by the same request', async (_, plan, kind) => {
    stores.database.follow(plan);

    const result = await create(body);

    expect(result.kind).toBe(kind);
    expect(await only()).toMatchObject({ version: 1 });
  });

  it('sent many times at once makes one workspace, and answers 201 to one of them', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => create(body)));

    const made = answers.filter(({ status }) => status === 'fulfilled');
    const refused = answers.filter(({ status }) => status === 'rejected');
    expect(made).toHaveLength(1);
    expect(refused.map((answer) => (answer as PromiseRejectedResult).reason)).toEqual(
      Array.from({ length: 7 }, () => expect.objectContaining(TAKEN)),
    );
    expect(await only()).toMatchObject({ version: 1 });
  });

  it('repeated after the workspace was changed, its name too, changes nothing of it', async () => {
    await create(body);
    const before = await only();
    if (before === undefined) throw new Error('it is there');
    const after = { ...before, name: 'Acme Europe', profile: 'modjo', version: 2 };
    const context = aContext({ workspace: before, deadline: stores.clock.now() + 20_000 });
    await stores.workspaces.replace(context, before, after, aWorkspaceRecord(after));

    expect(await refusalOf(create(body))).toEqual(TAKEN);
    expect(await only()).toEqual(after);
  });

  it('repeated after the workspace was deleted brings neither it nor its digests back', async () => {
    await create(body);
    const before = await only();
    if (before === undefined) throw new Error('it is there');
    const after = { ...before, version: 2, deletedAt: '2026-01-01T00:00:00.000Z' };
    const context = aContext({ workspace: before, deadline: stores.clock.now() + 20_000 });
    await stores.workspaces.replace(context, before, after, aWorkspaceRecord(after));
    opened.clear();

    expect(await refusalOf(create(body))).toEqual(TAKEN);
    expect(await listed()).toEqual([]);
    expect([...opened]).toEqual([]);
  });

  it('repeated with another body makes no second workspace', async () => {
    await create(body);

    const other = { ...body, profile: 'modjo', settings: {} };

    expect(await refusalOf(create(other))).toEqual(TAKEN);
    expect(await only()).toMatchObject({ profile: 'modernloop', version: 1 });
  });
});

/** The first command is the read of what is there, the second the transaction. */
function lost(fault: Fault): Plan {
  return at(1, fault);
}
