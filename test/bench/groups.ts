/**
 * What groups cost: `npm run bench:groups` prints requests and capacity units of each operation, seen
 * from the database's side, with everything counted: group, buckets, users, records.
 */

import { SYSTEM } from '#compose/adapters.ts';
import { changeBuckets } from '#directory/membership.ts';
import { dynamoGroupStore } from '#store/group-store.ts';
import { type CountingProxy, startCountingProxy } from './counting-proxy.ts';
import { fill } from './fill.ts';
import type { Target } from './load.ts';
import { startMeasured } from './measured-process.ts';
import { contextOf, environmentOf, openWorkspace } from './workspace.ts';

/** Members of the groups to which one more is added. */
const SIZES = [10, 1000, 10_000, 99_999];
const PUSHED = 10_000;
const REPLACED = 5000;

interface Row {
  readonly operation: string;
  readonly requests: number;
  readonly read: number;
  readonly write: number;
  readonly ms: number;
}

async function main(): Promise<void> {
  const workspace = await openWorkspace();
  const proxy = await startCountingProxy(workspace.emulator.endpoint);
  const environment = { ...environmentOf(workspace), DYNAMODB_ENDPOINT: proxy.endpoint };
  const endpoint = await startMeasured<Target>('endpoint-process.ts', environment);
  try {
    const context = await contextOf(workspace);
    await fill(workspace.table, context, workspace.population, PUSHED + SIZES.length);
    const groups = dynamoGroupStore({ ...workspace.table, ...SYSTEM });
    const page = await usersOf(endpoint.ready, PUSHED + SIZES.length);
    const call = callerOf(endpoint.ready, proxy);
    await call('warm-up', 'GET', '/Groups');
    const rows: Row[] = [];
    for (const [index, size] of SIZES.entries()) {
      const id = await newGroup(endpoint.ready, `group of ${size}`);
      const added = Array.from({ length: size }, () => SYSTEM.newId());
      const buckets = await groups.allBuckets(context, id);
      const at = new Date().toISOString();
      const changes = changeBuckets(buckets, { added, removed: [] }, at);
      const writeId = SYSTEM.newId();
      await groups.change(context, {
        writeId,
        groupId: id,
        buckets: changes,
        users: [],
        records: [],
      });
      const body = adding(String(page[index]));
      rows.push(await call(`add 1 member to ${size}`, 'PATCH', `/Groups/${id}`, body));
      if (size === 10_000) rows.push(await call('get 10,001 members', 'GET', `/Groups/${id}`));
      if (size > 10_000) {
        const target = `/Groups/${id}?excludedAttributes=members`;
        rows.push(await call(`get ${size + 1} without members`, 'GET', target));
      }
    }
    const members = page.slice(0, PUSHED).map((value) => ({ value }));
    const pushed = await newGroup(endpoint.ready, 'pushed');
    const all = { displayName: 'pushed', members };
    const push = await call(`push ${PUSHED} members`, 'PUT', `/Groups/${pushed}`, all);
    rows.push(push, await call(`get ${PUSHED} members`, 'GET', `/Groups/${pushed}`));
    const replaced = await newGroup(endpoint.ready, 'replaced');
    const half = { displayName: 'replaced', members: members.slice(0, REPLACED) };
    await call('', 'PUT', `/Groups/${replaced}`, half);
    const next = { displayName: 'replaced', members: members.slice(1, REPLACED) };
    rows.push(await call(`PUT of ${REPLACED} that changes 1`, 'PUT', `/Groups/${replaced}`, next));
    console.table(rows);
    console.log(`${Math.round((PUSHED / push.ms) * 1000)} members a second, users included`);
  } finally {
    await endpoint.stop();
    await proxy.stop();
    await workspace.emulator.stop();
  }
}

function callerOf(target: Target, proxy: CountingProxy) {
  return async (operation: string, method: string, path: string, body?: object): Promise<Row> => {
    proxy.take();
    const startedAt = performance.now();
    const status = (await send(target, method, path, body)).status;
    const ms = Math.round(performance.now() - startedAt);
    if (status >= 300) throw new Error(`${operation} is answered ${status}`);
    const counted = proxy.take();
    const sum = (kind: 'read' | 'write') =>
      counted.reduce((all, { units }) => all + units[kind], 0);
    return { operation, requests: counted.length, read: sum('read'), write: sum('write'), ms };
  };
}

async function send({ scimBaseUrl, token }: Target, method: string, path: string, body?: object) {
  const response = await fetch(`${scimBaseUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
}

async function newGroup(target: Target, displayName: string): Promise<string> {
  return String((await send(target, 'POST', '/Groups', { displayName })).body.id);
}

async function usersOf(target: Target, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const path = `/Users?attributes=id&count=200&startIndex=${ids.length + 1}`;
    const { body } = await send(target, 'GET', path);
    ids.push(...body.Resources.map(({ id }: { id: string }) => id));
  }
  return ids.slice(0, count);
}

function adding(value: string) {
  return { Operations: [{ op: 'add', path: 'members', value: [{ value }] }] };
}

await main();
