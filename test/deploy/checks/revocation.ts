import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DemoWorkspace } from '../admin.ts';
import type { Cloud } from '../cloud.ts';
import { logLines } from '../lambda-logs.ts';

/** Ids of functions in the stack, and a request that each answers. */
const FUNCTIONS = {
  UsersQueryUsers: '/Users?count=1',
  UsersGetUser: '/Users/01900000-0000-7000-8000-000000000001',
  Discovery: '/ServiceProviderConfig',
  Search: '/.search',
} as const;

/**
 * A revoked token is dead on the next request, in functions that had it a moment ago, and whose log says
 * that they had not just been started.
 */
export async function checkRevocation(cloud: Cloud, workspace: DemoWorkspace): Promise<void> {
  const call = async () => {
    const statuses: number[] = [];
    for (const path of Object.values(FUNCTIONS))
      statuses.push(await statusOf(cloud, path, workspace));
    return statuses;
  };
  await call();
  assert.deepEqual(await call(), [200, 404, 200, 200], 'the token lives');

  await cloud.admin.revoke(workspace.id, workspace.tokenId);

  assert.deepEqual(await call(), [401, 401, 401, 401], 'the token is dead on the next request');
  for (const id of Object.keys(FUNCTIONS)) await checkWarm(cloud, id);
}

async function statusOf({ url }: Cloud, path: string, { token }: DemoWorkspace): Promise<number> {
  const isSearch = path.endsWith('.search');
  const response = await fetch(`${url}/scim/v2${path}`, {
    method: isSearch ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}` },
    body: isSearch ? '{"count":1}' : undefined,
  });
  return response.status;
}

async function checkWarm({ emulator }: Cloud, id: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const lines = await logLines(emulator, `${id}Log`);
    const requests = lines.flatMap(({ message }) => {
      return message.startsWith('{') ? [JSON.parse(message)] : [];
    });
    const last = requests.at(-1);
    if (last?.status === 401) return assert.equal(last.cold, undefined, `${id} was warm`);
    assert.ok(attempt < 20, `${id} has logged its last request`);
    await sleep(250);
  }
}
