/** The restore of README "Operate", done: an older copy of the table goes back into it, and is mended. */

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type DynamoDBClient, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { documentClient } from '#compose/adapters.ts';
import { createTable } from '#local/create-table.ts';
import { type Emulator, startEmulator } from '#local/emulator.ts';
import { availableEmulator } from '#local/emulator-command.ts';
import { localClient } from '#local/local-client.ts';
import { TABLE } from '#store/table.ts';
import { type Endpoint, startEndpoint } from '../support/endpoint.ts';
import { brokenInvariants, type Item, readAll } from '../support/invariants.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');
const WORKSPACE = 'standard-demo';
const PATIENCE_MS = 60_000;

let folder: string;
let emulator: Emulator;
let client: DynamoDBClient;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-drill-'));
  emulator = await startEmulator(availableEmulator());
  client = localClient(emulator.endpoint);
});
afterAll(async () => {
  for (const endpoint of endpoints) await endpoint.stop();
  client.destroy();
  await emulator.stop();
  rmSync(folder, { recursive: true });
});

const tableOf = (tableName: string) => ({ client: documentClient(client), tableName });
const endpoints: Endpoint[] = [];

async function started(): Promise<Endpoint> {
  const env = { DYNAMODB_ENDPOINT: emulator.endpoint };
  const endpoint = await startEndpoint(['--data', folder], env);
  endpoints.push(endpoint);
  return endpoint;
}

/** As point-in-time recovery makes it: keys and indexes, without stream and TTL. */
async function restoreInto(tableName: string, items: readonly Item[]): Promise<void> {
  await createTable(client, tableName);
  const TimeToLiveSpecification = { AttributeName: TABLE.timeToLiveAttribute, Enabled: false };
  await client.send(new UpdateTimeToLiveCommand({ TableName: tableName, TimeToLiveSpecification }));
  await copyInto(tableName, items);
}

async function copyInto(TableName: string, items: readonly Item[]): Promise<void> {
  const { client: document } = tableOf(TableName);
  await Promise.all(items.map((Item) => document.send(new PutCommand({ TableName, Item }))));
}

/** The command of the README, as a process; its exit code and what it says. */
async function repair(tableName: string, ...options: readonly string[]) {
  const target = ['--table', tableName, '--endpoint', emulator.endpoint];
  const env = {
    ...process.env,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
  const command = ['run', '-s', 'rollcall', '--', 'repair', ...target, ...options];
  const running = run('npm', command, { cwd: root, env });
  return running.then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code: Number(code), said: `${stdout}${stderr}` }),
  );
}

async function call(url: string, token: string, method: string, path: string, body?: object) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

async function newToken({ adminBaseUrl, adminToken }: Endpoint): Promise<string> {
  const path = `/workspaces/${WORKSPACE}/tokens`;
  const { status, body } = await call(adminBaseUrl, adminToken, 'POST', path, {});
  expect(status).toBe(201);
  return body.token;
}

/** But for histories: the log has kept what happened since, and the users have not. */
async function breaches(): Promise<readonly string[]> {
  const all = await brokenInvariants(tableOf('rollcall'));
  return all.filter((breach) => !breach.includes('but has records of'));
}

describe('a table that an older copy of itself was put back into', () => {
  it('is whole when it has been repaired, and its revoked tokens stay dead', async () => {
    const before = await started();
    const scim = (token: string, method: string, path: string, body?: object) =>
      call(before.scimBaseUrl, token, method, path, body);
    const first = await newToken(before);
    const ids: string[] = [];
    for (let n = 0; n < 24; n += 1) {
      const user = { userName: `user-${n}`, externalId: `E${n}` };
      ids.push(String((await scim(first, 'POST', '/Users', user)).body.id));
    }
    const members = ids.slice(0, 20).map((value) => ({ value }));
    const crew = await scim(first, 'POST', '/Groups', { displayName: 'Crew', members });

    await restoreInto('drill', await readAll(tableOf('rollcall')));

    const second = await newToken(before);
    await scim(second, 'PUT', `/Users/${ids[0]}`, { userName: 'renamed', externalId: 'E100' });
    await scim(second, 'DELETE', `/Users/${ids[1]}`);
    await scim(second, 'PATCH', `/Users/${ids[2]}`, {
      Operations: [{ op: 'replace', path: 'active', value: false }],
    });
    const late = await scim(second, 'POST', '/Users', { userName: 'late' });
    await scim(second, 'PATCH', `/Groups/${crew.body.id}`, {
      Operations: [
        { op: 'remove', path: `members[value eq "${ids[3]}"]` },
        { op: 'add', path: 'members', value: [{ value: late.body.id }] },
      ],
    });
    await scim(second, 'POST', '/Groups', { displayName: 'Staff', members: members.slice(5) });
    await before.stop();

    const drilled = await repair('drill');
    const restored = await readAll(tableOf('drill'));
    const wanted = restored.filter(({ sk }) => sk !== `USER#${ids[1]}`);
    await copyInto('rollcall', wanted);
    const found = await repair('rollcall');
    const mended = await repair('rollcall', '--write');
    const after = await started();
    const giveUpAt = Date.now() + PATIENCE_MS;
    while ((await breaches()).length > 0 && Date.now() < giveUpAt) {
      await new Promise((resume) => setTimeout(resume, 500));
    }

    expect(drilled).toMatchObject({ code: 0, said: expect.stringContaining('as it should be') });
    expect(found.code).not.toBe(0);
    expect(mended).toMatchObject({ code: 0 });
    expect(await breaches()).toEqual([]);
    expect((await repair('rollcall')).said).toContain('as it should be');
    for (const token of [first, second]) {
      expect((await call(after.scimBaseUrl, token, 'GET', '/Users')).status).toBe(401);
    }
    const third = await newToken(after);
    const shown = await call(after.scimBaseUrl, third, 'GET', `/Groups/${crew.body.id}`);
    // Whether the late one is a member still depends on whose bucket the copy has.
    const shownIds = shown.body.members.map(({ value }: { value: string }) => value);
    const living = ids.slice(0, 20).filter((id) => id !== ids[1]);
    expect(shownIds.filter((id: string) => id !== late.body.id).sort()).toEqual(living.sort());
    const names = await call(after.scimBaseUrl, third, 'GET', '/Users?count=200');
    const userNames = names.body.Resources.map(({ userName }: { userName: string }) => userName);
    expect(names.body.totalResults).toBe(24);
    expect(userNames.sort()).toEqual(
      [...ids.keys()]
        .filter((n) => n !== 1)
        .map((n) => `user-${n}`)
        .concat('late')
        .sort(),
    );
  });
});
