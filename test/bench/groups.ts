/** What groups cost, by the number of their members: everything counted that a change brings about. */

import type { Exchange } from './exchange.ts';
import { finishWork } from './finish-work.ts';
import {
  addition,
  creation,
  get,
  getWithoutMembers,
  type MadeGroup,
  replacement,
} from './group-exchanges.ts';
import { type GroupLoad, measureGroupLoads } from './group-loads.ts';
import { type GroupBench, openGroupBench } from './group-workspace.ts';
import { drive } from './load.ts';
import type { Settings } from './settings.ts';
import { type Figure, figureOf } from './statistics.ts';

export interface GroupCost {
  readonly operation: string;
  /** In the group, before or as read. */
  readonly members: number;
  readonly requests: number;
  readonly readUnits: number;
  readonly writeUnits: number;
}

/** Milliseconds until all of it is done, in the group and in its users. */
export type TimedGroupCost = GroupCost & { readonly ms: Figure };

export interface GroupsResult {
  /** Of one member more, in the order of the sizes. */
  readonly additions: readonly GroupCost[];
  readonly others: readonly TimedGroupCost[];
  /** In the workspace; members beyond them are ids in buckets, of nobody. */
  readonly users: number;
  readonly pushedPerSecond: Figure;
  readonly loads: readonly GroupLoad[];
}

interface GroupOperation {
  readonly name: string;
  readonly members: number;
  /** Called for each time, since a change needs something else to change. */
  readonly exchange: (bench: GroupBench) => Exchange | Promise<Exchange>;
}

const PUSH = 'push of all members in one PUT';
const WITHOUT_MEMBERS = 'get without members';

/** @throws {Error} where an answer is wrong, an invariant is broken, or members are read unasked. */
export async function measureGroups(
  wholeSettings: Settings,
  progress: (what: string) => void,
): Promise<GroupsResult> {
  const { rounds, groups: settings } = wholeSettings;
  const bench = await openGroupBench(settings, progress);
  try {
    progress('groups: one member more');
    const additions = await countAdditions(bench);
    const others: TimedGroupCost[] = [];
    for (const operation of operationsOn(bench, settings)) {
      progress(`groups: ${operation.name}`);
      others.push(await measureOperation(bench, operation, rounds));
    }
    checkReads(others);
    const push = others.find(({ operation }) => operation === PUSH) as TimedGroupCost;
    const pushedPerSecond = perSecond(settings.pushed, push.ms);
    progress('groups: at 1 and 16 connections');
    const loads = await measureGroupLoads(bench, wholeSettings);
    return { additions, others, users: settings.users, pushedPerSecond, loads };
  } finally {
    await bench.stop();
  }
}

async function countAdditions(bench: GroupBench): Promise<readonly GroupCost[]> {
  const costs: GroupCost[] = [];
  for (const [index, group] of bench.groups.entries()) {
    const exchange = addition(group, bench.joiners[index] ?? '');
    costs.push(await countCost(bench, 'one member more', group.size, exchange));
  }
  return costs;
}

function operationsOn(
  { groups, half, userIds }: GroupBench,
  settings: Settings['groups'],
): readonly GroupOperation[] {
  const largest = groups.at(-1) ?? half;
  const made: MadeGroup[] = [];
  const lastMade = () => made.at(-1) ?? half;
  let changes = 0;
  return [
    {
      name: PUSH,
      members: settings.pushed,
      async exchange({ endpoint }) {
        await drive(endpoint.ready, [creation(`Pushed ${made.length}`, made)], 1);
        return replacement(lastMade(), userIds.slice(0, settings.pushed));
      },
    },
    {
      name: 'get with members',
      members: settings.pushed,
      exchange: () => get(lastMade(), settings.pushed),
    },
    {
      name: WITHOUT_MEMBERS,
      members: largest.size + 1,
      exchange: () => getWithoutMembers(largest),
    },
    {
      name: 'PUT that changes one member',
      members: half.size,
      exchange() {
        changes += 1; // The first of them leaves, and comes back the next time.
        return replacement(half, userIds.slice(changes % 2, half.size));
      },
    },
  ];
}

/** Counted by one endpoint, timed by another, which has nothing between it and its database. */
async function measureOperation(
  bench: GroupBench,
  { name, members, exchange }: GroupOperation,
  rounds: number,
): Promise<TimedGroupCost> {
  const { endpoint, table, context } = bench;
  const cost = await countCost(bench, name, members, await exchange(bench));
  const ms: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const next = await exchange(bench);
    const startedAt = performance.now();
    await drive(endpoint.ready, [next], 1);
    await finishWork(table, table, context);
    ms.push(performance.now() - startedAt);
  }
  return { ...cost, ms: figureOf(ms) };
}

async function countCost(
  { counted, proxy, table, countedTable, context }: GroupBench,
  operation: string,
  members: number,
  exchange: Exchange,
): Promise<GroupCost> {
  proxy.take();
  await drive(counted.ready, [exchange], 1);
  await finishWork(table, countedTable, context);
  const requests = proxy.take();
  const sum = (kind: 'read' | 'write') =>
    requests.reduce((units, request) => units + request.units[kind], 0);
  const [readUnits, writeUnits] = [sum('read'), sum('write')];
  return { operation, members, requests: requests.length, readUnits, writeUnits };
}

/** Authentication, and the group. */
function checkReads(costs: readonly GroupCost[]): void {
  const cost = costs.find(({ operation }) => operation === WITHOUT_MEMBERS);
  if (cost?.requests !== 2)
    throw new Error(`a ${WITHOUT_MEMBERS} takes ${cost?.requests} requests`);
}

function perSecond(members: number, { median, lowest, highest }: Figure): Figure {
  const rate = (ms: number) => (members / ms) * 1000;
  return { median: rate(median), lowest: rate(highest), highest: rate(lowest) };
}
