/** The activity log over the admin API, from change to replay, over a table. */

import { describe, expect, it } from '@jest/globals';
import type { EventMessage } from '#activity/message.ts';
import { publishStream } from '#activity/publish-stream.ts';
import { sweep } from '#activity/sweep.ts';
import { SYSTEM } from '#compose/adapters.ts';
import { finishPorts } from '#compose/finish-ports.ts';
import { bodyOf } from '#test/support/answers.ts';
import { PLATFORM_ADMIN, useDeployment, workspaceAdmin } from '#test/support/deployment.ts';
import { readAll } from '#test/support/invariants.ts';
import { aBus } from '#test/support/messages.ts';

const deployment = useDeployment();
const bus = aBus();
const failures: unknown[] = [];
const ports = () => ({
  ...SYSTEM,
  ...finishPorts({
    bus,
    sweepAfterMs: -1000,
    report: (failure) => failures.push(failure),
    reportSweep: () => {},
  }),
});
const REMAINING_MS = 60_000;

async function provision(userName: string): Promise<string> {
  const created = await deployment.send('POST', '/Users', { userName });
  const id = String(bodyOf(created).id);
  const Operations = [{ op: 'replace', path: 'active', value: false }];
  await deployment.send('PATCH', `/Users/${id}`, { Operations });
  return id;
}

const of = (userId: string) => bus.arrived.filter(({ detail }) => detail.data.userId === userId);
const typesOf = (messages: readonly EventMessage[]) => messages.map(({ type }) => type);

async function streamOf(userId: string) {
  const items = (await readAll(deployment.table())).filter((item) =>
    String(item.record).includes(userId),
  );
  return {
    Records: items.map(({ pk, sk }, index) => ({
      eventName: 'INSERT',
      dynamodb: { SequenceNumber: String(index), Keys: { pk: { S: pk }, sk: { S: sk } } },
    })),
  };
}

const activity = async (query = '', authorizer: object = PLATFORM_ADMIN) => {
  const target = `/workspaces/standard-demo/activity?${query}`;
  return deployment.admin('GET', target, undefined, { authorizer });
};

describe('a change', () => {
  it('is published from the stream, and stands in the log as finished', async () => {
    const id = await provision('ada');
    const before = bodyOf(await activity(`subject=${id}`)).records;

    const answer = await publishStream(ports(), await streamOf(id), REMAINING_MS);

    const after = bodyOf(await activity(`subject=${id}`)).records;
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(typesOf(of(id)).sort()).toEqual(['User Deprovisioned', 'User Provisioned']);
    expect(before).toMatchObject([{ state: 'publishing' }, { state: 'publishing' }]);
    expect(after).toMatchObject([
      { operation: 'create', state: 'finished', actor: { kind: 'scim' } },
      { operation: 'patch', state: 'finished', changed: ['active'] },
    ]);
  });

  it('is not published a second time by the same batch, and never by the sweep', async () => {
    const id = await provision('grace');
    const stream = await streamOf(id);
    await publishStream(ports(), stream, REMAINING_MS);

    await publishStream(ports(), stream, REMAINING_MS);
    await sweep(ports(), REMAINING_MS);

    expect(of(id)).toHaveLength(2);
  });

  it('is published by the sweep where the bus was away, event by event', async () => {
    const id = await provision('joan');
    const stream = await streamOf(id);
    const records = (await readAll(deployment.table())).filter(({ record }) =>
      String(record).includes(id),
    );
    bus.refused.add(`${records[0]?.sk}-0`);
    const failed = await publishStream(ports(), stream, REMAINING_MS);
    const meanwhile = of(id).length;
    bus.refused.clear();

    const swept = await sweep(ports(), REMAINING_MS);

    expect(failed.batchItemFailures).toEqual([{ itemIdentifier: '0' }]);
    expect(meanwhile).toBe(1);
    expect(typesOf(of(id)).sort()).toEqual(['User Deprovisioned', 'User Provisioned']);
    expect(swept).toMatchObject({ failed: 0, isComplete: true });
  });
});

describe('a replay over the admin API', () => {
  it('sends the events of the span again, with the same ids, marked as a replay', async () => {
    const from = new Date(Date.now() - 1000).toISOString();
    const id = await provision('hedy');
    await sweep(ports(), REMAINING_MS);
    const to = new Date(Date.now() + 1000).toISOString();
    const first = of(id);

    const target = '/workspaces/standard-demo/activity/replay';
    const kinds = ['User Deprovisioned'];
    const answer = await deployment.admin('POST', target, { from, to, kinds });
    await sweep(ports(), REMAINING_MS);

    const [again, ...others] = of(id).slice(first.length);
    const original = first.find(({ type }) => type === 'User Deprovisioned');
    expect(answer.statusCode).toBe(202);
    expect(others).toEqual([]);
    expect(again?.detail).toEqual({
      ...original?.detail,
      metadata: { ...original?.detail.metadata, replay: true },
    });
    const { records } = bodyOf(await activity('kind=Workspace'));
    expect(records).toContainEqual(
      expect.objectContaining({ id: bodyOf(answer).id, work: 'replayEvents', state: 'finished' }),
    );
  });
});

describe('a replay that is asked for twice, its first answer lost', () => {
  it('sends what consumers have seen already, by its ids, and nothing else', async () => {
    const from = new Date(Date.now() - 1000).toISOString();
    const id = await provision('betty');
    await sweep(ports(), REMAINING_MS);
    const span = { from, to: new Date(Date.now() + 1000).toISOString() };
    const known = new Set(of(id).map(({ detail }) => detail.metadata.eventId));
    const target = '/workspaces/standard-demo/activity/replay';

    await deployment.admin('POST', target, span);
    await deployment.admin('POST', target, span);
    await sweep(ports(), REMAINING_MS);

    const all = of(id).map(({ detail }) => detail.metadata.eventId);
    expect(all).toHaveLength(3 * known.size);
    expect(new Set(all)).toEqual(known);
  });
});

describe('the log', () => {
  it('has refused requests with their reasons', async () => {
    await deployment.send('POST', '/Users', { userName: 'ada' });

    const { records } = bodyOf(await activity('result=failure'));

    expect(records).toContainEqual(
      expect.objectContaining({
        operation: 'create',
        result: expect.objectContaining({ status: 409, scimType: 'uniqueness' }),
      }),
    );
  });

  it('is open to the admins of its workspace, and to no others', async () => {
    const own = await activity('', workspaceAdmin('standard-demo'));
    const others = await activity('', workspaceAdmin('modjo-demo'));

    expect([own.statusCode, others.statusCode]).toEqual([200, 404]);
  });
});

describe('the admin API', () => {
  it('is closed to a token without the scope', async () => {
    const { jwt } = workspaceAdmin('standard-demo');
    const answer = await activity('', { jwt: { ...jwt, claims: { ...jwt.claims, scope: 'x' } } });

    expect(answer.statusCode).toBe(403);
  });
});

it('nothing has failed that was not meant to', () => {
  expect(failures).toHaveLength(1);
});

describe('what an admin is refused', () => {
  const ws = '/workspaces/standard-demo';
  const MISSING = SYSTEM.newId();

  it.each<[string, string, unknown, object]>([
    [
      'PATCH',
      `${ws}/users/${MISSING}`,
      { active: false },
      {
        operation: 'patch',
        resource: { type: 'User', id: MISSING },
        result: { status: 404, reason: expect.stringMatching(/^there is no user with this id/) },
      },
    ],
    [
      'DELETE',
      `${ws}/tokens/${MISSING}`,
      undefined,
      {
        operation: 'delete',
        resource: { type: 'Token', id: MISSING },
        result: { status: 404, reason: expect.stringMatching(/^there is no such token/) },
      },
    ],
    [
      'PATCH',
      ws,
      { settings: { onManualConflict: 'maybe', keepDeletedDays: 'x' } },
      {
        operation: 'patch',
        resource: { type: 'Workspace', id: 'standard-demo' },
        result: { status: 400, reason: expect.stringMatching(/must be one of reject, adopt; /) },
        ignored: ['settings.onManualConflict', 'settings.keepDeletedDays'],
      },
    ],
    [
      'POST',
      `${ws}/users`,
      '{',
      { operation: 'create', result: { status: 400, reason: expect.any(String) } },
    ],
  ])('is a record with the actor: %s %s', async (method, target, body, record) => {
    const authorizer = workspaceAdmin('standard-demo');
    await deployment.admin(method, target, body, { authorizer });

    const { records } = bodyOf(await activity('result=failure'));

    const actor = { kind: 'admin', name: 'admin-1', scope: 'workspace' };
    expect(records).toContainEqual(expect.objectContaining({ ...record, actor }));
  });

  it('is none where they only read, and none of another workspace', async () => {
    const before = bodyOf(await activity('result=failure')).records;

    await deployment.admin('GET', `${ws}/users/${MISSING}`);
    await deployment.admin('GET', `${ws}/users?limit=0`);
    await deployment.admin('PATCH', ws, { name: '' }, { authorizer: workspaceAdmin('modjo-demo') });

    expect(bodyOf(await activity('result=failure')).records).toEqual(before);
  });
});
