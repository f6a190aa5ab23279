/** What each operation sends to DynamoDB: requests and capacity units, seen from the database's side. */

import type { Units } from './capacity-units.ts';
import type { CountingProxy } from './counting-proxy.ts';
import { drive, type Target } from './load.ts';
import { OPERATIONS, type Operation, walkToDeepPages } from './operations.ts';
import type { Population } from './population.ts';
import type { CountedRequest } from './request-cost.ts';

export interface OperationCost {
  readonly operation: string;
  /** Requests that read, authentication included. */
  readonly reads: number;
  /** The actions that write. */
  readonly writes: readonly string[];
  readonly units: Units;
}

const READS = ['GetItem', 'BatchGetItem', 'Query'];

/**
 * Has each operation done once, by an endpoint that takes the proxy for its database.
 *
 * @param turns gives numbers that no other exchange of the population has.
 */
export async function countOperations(
  target: Target,
  proxy: CountingProxy,
  population: Population,
  turns: () => number,
): Promise<readonly OperationCost[]> {
  await drive(target, walkToDeepPages(population), 1);
  const costs: OperationCost[] = [];
  for (const operation of OPERATIONS) {
    proxy.take();
    await drive(target, [operation.exchange(population, turns())], 1);
    costs.push(costOf(operation, proxy.take()));
  }
  return costs;
}

/** @returns a sentence for each operation that sends more than it may; none where all is well. */
export function excessIn(costs: readonly OperationCost[]): readonly string[] {
  return OPERATIONS.flatMap(({ name, allowed }) => {
    const cost = costs.find(({ operation }) => operation === name);
    if (cost === undefined) return [`${name} has not been counted`];
    const { reads, writes } = cost;
    return [
      ...(reads <= allowed.reads ? [] : [`${name} reads ${reads} times, not ${allowed.reads}`]),
      ...(writes.join() === allowed.writes.join() ? [] : [`${name} writes ${writes.join()}`]),
    ];
  });
}

function costOf({ name }: Operation, requests: readonly CountedRequest[]): OperationCost {
  const sum = (kind: keyof Units) =>
    requests.reduce((units, request) => units + request.units[kind], 0);
  const actions = requests.map(({ action }) => action);
  return {
    operation: name,
    reads: actions.filter((action) => READS.includes(action)).length,
    writes: actions.filter((action) => !READS.includes(action)),
    units: { read: sum('read'), write: sum('write') },
  };
}
