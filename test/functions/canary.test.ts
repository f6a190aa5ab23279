/**
 * The word of test/http/canary.test.ts through the admin API and through what runs in the background:
 * not in logs, not in metrics, not in what a failed batch leaves behind (HARD-CASES V21, P1).
 */

import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { handler as publish } from '#functions/publish-activity.ts';
import { ROUTES } from '#functions/routes.ts';
import { handler as sweep } from '#functions/sweep-activity.ts';
import { bodyOf } from '#test/support/answers.ts';
import { useDeployment } from '#test/support/deployment.ts';
import { readAll } from '#test/support/invariants.ts';

const deployment = useDeployment();
const bridge = mockClient(EventBridgeClient);

const CANARY = 'zquarkzquark';
const EMAIL = `${CANARY}@example.com`;
const lambda = { getRemainingTimeInMillis: () => 60_000 };

const QUERIES = [
  '',
  `${CANARY}=${CANARY}`,
  `limit=${CANARY}`,
  `cursor=${CANARY}`,
  `after=${CANARY}&kind=${CANARY}&result=${CANARY}&subject=${CANARY}`,
  `email=${EMAIL}`,
  `role=${CANARY}&active=${CANARY}`,
  `idp=${CANARY}`,
];
const BODIES: readonly unknown[] = [
  CANARY,
  `{"${CANARY}":`,
  { [CANARY]: CANARY },
  { name: CANARY, profile: CANARY, settings: { [CANARY]: CANARY } },
  { name: CANARY },
  { from: CANARY, to: CANARY, kinds: [CANARY] },
  { graceSeconds: CANARY, expiresAt: CANARY },
  { email: EMAIL, userName: EMAIL, givenName: CANARY, role: CANARY },
  { role: CANARY, active: CANARY, appFields: { [CANARY]: CANARY } },
];

const answers: APIGatewayProxyStructuredResultV2[] = [];
const batches: unknown[] = [];
const printed: string[] = [];
const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
  printed.push(String(text));
  return true;
});

beforeAll(async () => {
  process.env.EVENT_BUS_NAME = 'events';
  await throughScim();
  await throughAdmin();
  await throughBackground();
});
afterAll(() => {
  spy.mockRestore();
  bridge.restore();
});

async function throughScim(): Promise<void> {
  const person = { userName: EMAIL, externalId: CANARY, displayName: CANARY };
  const { id } = bodyOf(await deployment.send('POST', '/Users', person));
  await deployment.send('PUT', `/Users/${id}`, { ...person, active: false });
  await deployment.send('DELETE', `/Users/${id}`);
}

async function throughAdmin(): Promise<void> {
  const routes = ROUTES.filter(({ path, method }) => path.startsWith('/admin') && method !== 'ANY');
  for (const { method, path } of routes) {
    for (const workspace of ['modjo-demo', CANARY]) {
      const target = path
        .slice('/admin'.length)
        .replace('{ws}', workspace)
        .replace(/\{(?:id|tokenId)\}/, CANARY);
      for (const query of QUERIES) {
        answers.push(await deployment.admin(method, `${target}?${query}`));
      }
      for (const body of method === 'GET' ? [] : BODIES) {
        answers.push(await deployment.admin(method, target, body));
      }
    }
  }
}

/** The bus throttles, refuses with the canary in its words, and is then well. */
async function throughBackground(): Promise<void> {
  const records = (await readAll(deployment.table())).filter(({ pk }) =>
    pk.startsWith('ACTIVITY#'),
  );
  const Records = records.map(({ pk, sk }, index) => ({
    eventName: 'INSERT',
    dynamodb: { SequenceNumber: String(index), Keys: { pk: { S: pk }, sk: { S: sk } } },
  }));
  const error = Object.assign(new Error(CANARY), { name: 'InternalException' });
  bridge.on(PutEventsCommand).rejects(error);
  batches.push(await publish({ Records }, lambda));
  bridge.on(PutEventsCommand).callsFake(({ Entries }) => ({
    Entries: Entries.map(() => ({ ErrorCode: 'InternalFailure', ErrorMessage: CANARY })),
  }));
  batches.push(await publish({ Records }, lambda));
  batches.push(await sweep({}, lambda));
}

describe('the canary, behind the SCIM endpoint', () => {
  it('has been through answers good and bad, and through failed batches', () => {
    const statuses = new Set(answers.map(({ statusCode }) => statusCode));

    expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 404]));
    expect(batches[0]).not.toEqual({ batchItemFailures: [] });
    expect(bridge.commandCalls(PutEventsCommand).length).toBeGreaterThan(0);
    const sent = bridge.commandCalls(PutEventsCommand).map(({ args }) => args[0].input);
    expect(JSON.stringify(sent)).toContain(CANARY);
  });

  it('is in no log entry and in no metric', () => {
    const lines = [...deployment.logged.map((entry) => JSON.stringify(entry)), ...printed];

    expect(printed.some((line) => line.includes('"oldestSeconds"'))).toBe(true);
    expect(printed.some((line) => line.includes('"step":"publish"'))).toBe(true);
    expect(lines.filter((line) => /zquark|@|rc_/i.test(line))).toEqual([]);
  });

  it('is not in what a failed batch says: that is all that a dead letter has', () => {
    expect(JSON.stringify(batches)).not.toMatch(/zquark/i);
  });

  it('is in no problem', () => {
    const problems = answers.filter(({ statusCode = 0 }) => statusCode >= 400);

    expect(problems.filter(({ body }) => /zquark/i.test(String(body)))).toEqual([]);
    expect(answers.filter(({ statusCode = 0 }) => statusCode >= 500)).toEqual([]);
  });
});
