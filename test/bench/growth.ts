/** One workspace that grows: what each operation costs at each size, and what our code adds to it. */

import { checkTable } from './check-table.ts';
import { changedIn, countOperations, excessIn, type OperationCost } from './count-operations.ts';
import { startCountingProxy } from './counting-proxy.ts';
import type { Exchange } from './exchange.ts';
import { fill } from './fill.ts';
import { drive, type Target } from './load.ts';
import { type MeasuredProcess, startMeasured } from './measured-process.ts';
import { OPERATIONS, type Operation } from './operations.ts';
import { walkToDeepPages } from './page-walk.ts';
import { type Population, settle } from './population.ts';
import {
  askHandlers,
  figuresOf,
  type Sample,
  type SampleFigures,
  sampleBareCalls,
  sampleServer,
} from './sample.ts';
import { CONNECTIONS, type Connections, type Settings } from './settings.ts';
import { type Figure, figureOf } from './statistics.ts';
import { contextOf, environmentOf, type MeasuredWorkspace, openWorkspace } from './workspace.ts';

export interface LoadResult {
  readonly operation: string;
  readonly connections: Connections;
  readonly endpoint: SampleFigures;
  readonly bareCalls: SampleFigures;
  /** CPU milliseconds for a request: the endpoint's, less those of the same calls. */
  readonly addedCpuMs: Figure;
}

export interface SizeResult {
  readonly size: number;
  readonly costs: readonly OperationCost[];
  readonly loads: readonly LoadResult[];
  /** Of the endpoint, after the load at this size. */
  readonly memoryBytes: number;
  readonly peakMemoryBytes: number;
}

export interface GrowthResult {
  readonly sizes: readonly SizeResult[];
}

/** Users that are made over HTTP; the others below it. */
const MADE_OVER_HTTP = 1000;
/** Of a page there are fewer requests in a sample: each has a hundred users. */
const PAGE_SHARE = 4;
/** Samples in a round, by turns with the bare calls, where our code adds less than the machine wavers. */
const SAMPLES_OF_SMALL = 4;
/** In milliseconds of CPU: what may be added at the most by an operation that is small. */
const SMALL = 0.6;

type Progress = (what: string) => void;

interface Bench {
  readonly settings: Settings;
  readonly progress: Progress;
  readonly workspace: MeasuredWorkspace;
  /** Over the emulator itself. */
  readonly endpoint: MeasuredProcess<Target>;
  readonly bare: MeasuredProcess<unknown>;
  /** A number that no two exchanges share. */
  readonly turns: () => number;
}

/**
 * @throws {Error} where an answer is wrong, an invariant is broken, or an operation sends more to
 *   DynamoDB than it may, or more in a large workspace than in a small one.
 */
export async function measureGrowth(settings: Settings, progress: Progress): Promise<GrowthResult> {
  const workspace = await openWorkspace();
  const proxy = await startCountingProxy(workspace.emulator.endpoint);
  const environment = environmentOf(workspace);
  const endpoint = await startMeasured<Target>('endpoint-process.ts', environment);
  const counted = await startMeasured<Target>('endpoint-process.ts', {
    ...environment,
    DYNAMODB_ENDPOINT: proxy.endpoint,
  });
  const bare = await startMeasured<unknown>('bare-calls-process.ts', environment);
  let turn = 0;
  const turns = () => {
    turn += 1;
    return turn;
  };
  const bench: Bench = { settings, progress, workspace, endpoint, bare, turns };
  try {
    const sizes: SizeResult[] = [];
    for (const size of settings.sizes) {
      await grow(bench, size);
      progress(`${size} users: requests and units`);
      const costs = await countOperations(counted.ready, proxy, workspace.population, turns);
      checkCosts(size, costs, sizes[0]?.costs ?? costs);
      const warmUps = sizes.length === 0 ? settings.firstWarmUps : settings.warmUps;
      const loads = await measureLoads(bench, size, warmUps);
      const { memoryBytes, peakMemoryBytes } = await endpoint.usage();
      sizes.push({ size, costs, loads, memoryBytes, peakMemoryBytes });
    }
    return { sizes };
  } finally {
    for (const started of [bare, counted, endpoint, proxy, workspace.emulator])
      await started.stop();
  }
}

async function grow({ progress, workspace, endpoint, turns }: Bench, size: number): Promise<void> {
  const { population, table } = workspace;
  progress(`${size} users: filling`);
  if (population.users.length === 0) {
    await makeOverHttp(endpoint.ready, population, Math.min(size, MADE_OVER_HTTP), turns);
  }
  await fill(table, await contextOf(workspace), population, size);
  progress(`${size} users: checking invariants`);
  await checkTable(table);
}

/** One after the other, so that the order of their ids is that of their numbers. */
async function makeOverHttp(
  target: Target,
  population: Population,
  count: number,
  turns: () => number,
): Promise<void> {
  const first = population.numbers;
  const create = OPERATIONS.find(({ name }) => name === 'create') as Operation;
  const exchanges = Array.from({ length: count }, () => create.exchange(population, turns()));
  await drive(target, exchanges, 1);
  for (const [index, id] of population.spares.splice(0).entries()) {
    settle(population, first + index, id);
  }
}

function checkCosts(
  size: number,
  costs: readonly OperationCost[],
  first: readonly OperationCost[],
): void {
  const [excess] = excessIn(costs);
  if (excess !== undefined) throw new Error(`with ${size} users ${excess}`);
  const [changed] = changedIn(costs, first);
  if (changed !== undefined) throw new Error(`${changed} costs something else with ${size} users`);
}

/** Rounds outermost: what slows the machine for a while slows everything alike. */
async function measureLoads(
  bench: Bench,
  size: number,
  warmUps: number,
): Promise<readonly LoadResult[]> {
  const { settings, progress, workspace, endpoint, bare } = bench;
  progress(`${size} users: walking to the deep pages`);
  const walk = walkToDeepPages(workspace.population);
  await drive(endpoint.ready, walk, 1);
  await askHandlers(bare, 'run', walk);
  for (let round = 0; round < warmUps; round += 1) {
    progress(`${size} users: warming up`);
    await measureRound(bench);
  }
  const rounds: RoundSample[] = [];
  for (let round = 1; round <= settings.rounds; round += 1) {
    progress(`${size} users: round ${round} of ${settings.rounds}`);
    rounds.push(...(await measureRound(bench)));
  }
  return OPERATIONS.flatMap(({ name: operation }) =>
    CONNECTIONS.map((connections) => {
      const of = rounds.filter(
        (sample) => sample.operation === operation && sample.connections === connections,
      );
      return {
        operation,
        connections,
        endpoint: figuresOf(of.map((sample) => sample.endpoint)),
        bareCalls: figuresOf(of.map((sample) => sample.bareCalls)),
        addedCpuMs: figureOf(of.map((one) => one.endpoint.cpuMs - one.bareCalls.cpuMs)),
      };
    }),
  );
}

interface RoundSample {
  readonly operation: string;
  readonly connections: Connections;
  readonly endpoint: Sample;
  readonly bareCalls: Sample;
}

async function measureRound(bench: Bench): Promise<readonly RoundSample[]> {
  const { endpoint, bare } = bench;
  const samples: RoundSample[] = [];
  for (const operation of OPERATIONS) {
    for (const connections of CONNECTIONS) {
      for (let taken = 0; taken < samplesOf(operation, connections); taken += 1) {
        samples.push({
          operation: operation.name,
          connections,
          endpoint: await sampleServer(endpoint, some(bench, operation, connections), connections),
          bareCalls: await sampleBareCalls(bare, some(bench, operation, connections), connections),
        });
      }
    }
  }
  return samples;
}

function samplesOf(
  { maxAddedCpuMs = Number.POSITIVE_INFINITY }: Operation,
  connections: Connections,
): number {
  return maxAddedCpuMs <= SMALL && connections > 1 ? SAMPLES_OF_SMALL : 1;
}

function some(
  { settings, workspace, turns }: Bench,
  { name, exchange }: Operation,
  connections: Connections,
): readonly Exchange[] {
  const share = name.includes('page') ? PAGE_SHARE : 1;
  const length = Math.ceil(settings.requests[connections] / share);
  return Array.from({ length }, () => exchange(workspace.population, turns()));
}
