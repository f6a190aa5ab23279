/** What the README says about the cost of a request, counted from the database's side. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { availableEmulator } from '#local/emulator-command.ts';
import { brokenInvariants } from '#test/support/invariants.ts';
import {
  changedIn,
  countOperations,
  excessIn,
  type OperationCost,
  reportedOtherwise,
} from './count-operations.ts';
import { type CountingProxy, startCountingProxy } from './counting-proxy.ts';
import { fill } from './fill.ts';
import type { Target } from './load.ts';
import { type MeasuredProcess, startMeasured } from './measured-process.ts';
import { contextOf, environmentOf, type MeasuredWorkspace, openWorkspace } from './workspace.ts';

let workspace: MeasuredWorkspace;
let proxy: CountingProxy;
let endpoint: MeasuredProcess<Target>;
let turn = 0;

beforeAll(async () => {
  workspace = await openWorkspace();
  proxy = await startCountingProxy(workspace.emulator.endpoint);
  const environment = { ...environmentOf(workspace), DYNAMODB_ENDPOINT: proxy.endpoint };
  endpoint = await startMeasured('endpoint-process.ts', environment);
}, 60_000);

afterAll(async () => {
  await endpoint.stop();
  await proxy.stop();
  await workspace.emulator.stop();
});

async function costsAt(size: number): Promise<readonly OperationCost[]> {
  await fill(workspace.table, await contextOf(workspace), workspace.population, size);
  return countOperations(endpoint.ready, proxy, workspace.population, () => turn++);
}

describe('the cost of an operation', () => {
  it('is within what it may send, and the same whatever the size of the workspace', async () => {
    const small = await costsAt(700);
    const large = await costsAt(1400);

    expect(excessIn(small)).toEqual([]);
    expect(changedIn(large, small)).toEqual([]);
    expect(await brokenInvariants(workspace.table)).toEqual([]);
  }, 60_000);

  it('is another where the units are, and not where the database only reports others', () => {
    const units = { read: 2, write: 0 };
    const get = { operation: 'get', reads: 2, writes: [], units, reported: units };
    const dearer = { read: 3, write: 0 };

    expect(changedIn([{ ...get, reported: dearer }], [get])).toEqual([]);
    expect(changedIn([{ ...get, units: dearer }], [get])).toEqual(['get']);
    expect(changedIn([{ ...get, reads: 3 }], [get])).toEqual(['get']);
  });

  it('is what the emulator reports, asked by ReturnConsumedCapacity', async () => {
    const costs = await costsAt(700);

    expect(costs.map(({ reported }) => reported.read)).not.toContain(0);
    if (availableEmulator().name === 'Dynoxide') expect(reportedOtherwise(costs)).toEqual([]);
  }, 60_000);
});
