/** What each operation sends to DynamoDB: requests and capacity units, seen from the database's side. */

import type { Units } from './capacity-units.ts';
import type { CountingProxy } from './counting-proxy.ts';
import type { Exchange } from './exchange.ts';
import { drive, type Target } from './load.ts';
import { OPERATIONS, type Operation } from './operations.ts';
import { wholeWalk } from './page-walk.ts';
import type { Population } from './population.ts';
import type { CountedRequest } from './request-cost.ts';

export interface OperationCost {
  readonly operation: string;
  /** Requests that read, authentication included. */
  readonly reads: number;
  /** The actions that write. */
  readonly writes: readonly string[];
  readonly units: Units;
  /** By the database itself, asked for `ReturnConsumedCapacity`. */
  readonly reported: Units;
}

const READS = ['GetItem', 'BatchGetItem', 'Query'];

/**
 * Has each operation done once, by an endpoint that takes the proxy for its database; the pages in the
 * course of a walk from the first to the last.
 *
 * @param turns gives numbers that no other exchange of the population has.
 */
export async function countOperations(
  target: Target,
  proxy: CountingProxy,
  population: Population,
  turns: () => number,
): Promise<readonly OperationCost[]> {
  const costs = new Map<string, OperationCost>();
  const count = async (exchange: Exchange, operation: Operation | undefined) => {
    proxy.take();
    await drive(target, [exchange], 1);
    if (operation) costs.set(operation.name, costOf(operation, proxy.take()));
  };
  // Whoever comes first notes that the token is in use, at most every 5 minutes.
  const [first] = OPERATIONS;
  if (first) await count(first.exchange(population, turns()), undefined);
  const atPage = new Map(
    OPERATIONS.filter(isOfPages).map((operation) => [targetOf(operation, population), operation]),
  );
  for (const page of wholeWalk(population)) await count(page, atPage.get(page.call.target));
  for (const operation of OPERATIONS.filter((operation) => !isOfPages(operation))) {
    await count(operation.exchange(population, turns()), operation);
  }
  return OPERATIONS.flatMap(({ name }) => costs.get(name) ?? []);
}

function isOfPages({ name }: Operation): boolean {
  return name.includes('page');
}

function targetOf({ exchange }: Operation, population: Population): string {
  return exchange(population, 0).call.target;
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
  const reads = requests.filter(({ action }) => READS.includes(action));
  const writes = requests.filter(({ action }) => !READS.includes(action));
  const sum = (of: readonly CountedRequest[], unitsOf: (request: CountedRequest) => number) =>
    of.reduce((units, request) => units + unitsOf(request), 0);
  return {
    operation: name,
    reads: reads.length,
    writes: writes.map(({ action }) => action),
    units: {
      read: sum(reads, ({ units }) => units.read),
      write: sum(writes, ({ units }) => units.write),
    },
    reported: {
      read: sum(reads, ({ reported }) => reported),
      write: sum(writes, ({ reported }) => reported),
    },
  };
}

/** The operations that send something else than before; what the database says of it is its own affair. */
export function changedIn(
  costs: readonly OperationCost[],
  before: readonly OperationCost[],
): readonly string[] {
  return costs.flatMap((cost, index) =>
    JSON.stringify({ ...cost, reported: before[index]?.reported }) === JSON.stringify(before[index])
      ? []
      : [cost.operation],
  );
}

/** The operations of which the database reports other units than the rule has. */
export function reportedOtherwise(costs: readonly OperationCost[]): readonly OperationCost[] {
  return costs.filter(
    ({ units, reported }) => units.read !== reported.read || units.write !== reported.write,
  );
}
