/** Two endpoint processes on one emulator: what no lock or cache in a process can make right. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, expect, jest } from '@jest/globals';
import { documentClient } from '#compose/adapters.ts';
import { type Emulator, startEmulator } from '#local/emulator.ts';
import { availableEmulator } from '#local/emulator-command.ts';
import { localClient } from '#local/local-client.ts';
import type { TestTable } from '../support/emulator.ts';
import { type Endpoint, startEndpoint } from '../support/endpoint.ts';
import { brokenInvariants } from '../support/invariants.ts';

const MOST_READINGS = 20;
/** Less than any request has to be decided in (`functions/routes.ts`). */
const TIME_OF_A_REQUEST_MS = 15_000;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface TwoEndpoints {
  /**
   * To the one and the other in turn. Where the machine is so slow that the time of a request runs out,
   * it is sent again, as by any identity provider; a request that is put off sooner stays so.
   */
  readonly send: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>;
  /** As an admin of the platform, below the workspace; to the one and the other in turn. */
  readonly admin: (method: string, path: string, body?: unknown) => Promise<Answer>;
  /** Of a new user. */
  readonly create: (user: object) => Promise<string>;
  /** From now on in this demo workspace. */
  readonly enter: (workspaceId: string) => void;
}

/**
 * Started before the tests of the file; after each of them the table is checked. They have four
 * minutes each: a thousand requests at once take their time on a busy machine.
 */
export function useTwoEndpoints(): TwoEndpoints {
  jest.setTimeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-e2e-'));
  let emulator: Emulator;
  let client: DynamoDBClient;
  const endpoints: Endpoint[] = [];
  let workspaceId = 'standard-demo';
  let turn = 0;

  beforeAll(async () => {
    emulator = await startEmulator(availableEmulator());
    client = localClient(emulator.endpoint);
    const env = { DYNAMODB_ENDPOINT: emulator.endpoint };
    for (const _ of ['one', 'other']) endpoints.push(await startEndpoint(['--data', folder], env));
  });
  afterEach(async () => {
    const table = { client: documentClient(client), tableName: 'rollcall' };
    expect(await lastingBreaches(table)).toEqual([]);
  });
  afterAll(async () => {
    await Promise.all(endpoints.map((endpoint) => endpoint.stop()));
    client.destroy();
    await emulator.stop();
    rmSync(folder, { recursive: true });
  });

  const sendOnce: TwoEndpoints['send'] = async (method, path, body, headers = {}) => {
    turn += 1;
    const { scimBaseUrl } = endpoints[turn % 2] as Endpoint;
    const token = String(endpoints[0]?.tokens[workspaceId]);
    const response = await fetch(`${scimBaseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const { status } = response;
    return { status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
  };
  const send: TwoEndpoints['send'] = async (...request) => {
    for (;;) {
      const sentAt = Date.now();
      const answer = await sendOnce(...request);
      const isOutOfTime = Date.now() - sentAt > TIME_OF_A_REQUEST_MS;
      const retryAfter = Number(answer.headers.get('retry-after'));
      if (answer.status !== 503 || !isOutOfTime || !(retryAfter > 0)) return answer;
      await new Promise((resolve) => setTimeout(resolve, retryAfter * 1000));
    }
  };
  const admin: TwoEndpoints['admin'] = async (method, path, body) => {
    turn += 1;
    const { adminBaseUrl, adminToken } = endpoints[turn % 2] as Endpoint;
    const response = await fetch(`${adminBaseUrl}/workspaces/${workspaceId}${path}`, {
      method,
      headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const { status } = response;
    return { status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
  };
  return {
    send,
    admin,
    async create(user) {
      const { status, body } = await send('POST', '/Users', user);
      expect(status).toBe(201);
      return String(body.id);
    },
    enter(id) {
      workspaceId = id;
    },
  };
}

/**
 * The table is read page by page while background work may still go on in it: what one reading finds
 * amiss may be half of a change. What is really broken stays so.
 */
async function lastingBreaches(table: TestTable): Promise<readonly string[]> {
  let breaches = await brokenInvariants(table);
  for (let reading = 1; reading < MOST_READINGS && breaches.length > 0; reading += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    breaches = await brokenInvariants(table);
  }
  return breaches;
}

/** How many answers have which status. */
export function countByStatus(answers: readonly Answer[]): Readonly<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

export function patchOf(...Operations: readonly object[]) {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations };
}
