/** One attempt at an operation for each call that it makes, and each fault that the call can meet. */

import { TryAgain } from '#directory/try-again.ts';
import type { Key } from '#store/keys.ts';
import { type Fault, faultsOf, noFaults, type Plan } from '#test/support/faulty-client.ts';
import { type Item, readAll } from '#test/support/invariants.ts';
import type { Stores } from '#test/support/stores.ts';

export interface Ran {
  readonly outcome: PromiseSettledResult<unknown>;
  /** Names of the commands that the operation has sent. */
  readonly sent: readonly string[];
  /** All that was in the table right after it. */
  readonly items: readonly Item[];
  readonly isUntouched: boolean;
}

/** Runs an operation under a plan; what follows it meets no fault any more. */
export async function runUnder(
  stores: Stores,
  plan: Plan,
  run: () => Promise<unknown>,
): Promise<Ran> {
  const before = contentOf(await readAll(stores.table));
  stores.database.follow(plan);
  const [outcome] = await Promise.allSettled([run()]);
  const sent = stores.database.sent.map((command) => command.name);
  stores.database.follow(noFaults);
  const items = await readAll(stores.table);
  return { outcome, sent, items, isUntouched: contentOf(items) === before };
}

/**
 * @param attempt runs the operation in a new table, under a plan.
 * @param faultIn what is wrong with an attempt, beside one that met no fault.
 * @returns a sentence for each bad one.
 */
export async function underEveryFault<Attempt extends Ran>(
  attempt: (plan: Plan) => Promise<Attempt>,
  planOf: (position: number, command: string, fault: Fault) => Plan,
  faultIn: (attempt: Attempt, clean: Attempt) => string | undefined,
): Promise<readonly string[]> {
  const clean = await attempt(noFaults);
  const bad: string[] = [];
  for (const [position, command] of clean.sent.entries()) {
    for (const fault of faultsOf(command)) {
      const found = faultIn(await attempt(planOf(position, command, fault)), clean);
      if (found !== undefined) bad.push(`${fault} at ${command} ${position}: ${found}`);
    }
  }
  return bad;
}

/** What is left broken, or an end that is neither an answer nor one with a `Retry-After`. */
export function wrongWith(
  outcome: PromiseSettledResult<unknown>,
  broken: readonly string[],
): string | undefined {
  if (broken.length > 0) return broken.join();
  const isAnswer = outcome.status === 'fulfilled' || outcome.reason instanceof TryAgain;
  return isAnswer ? undefined : String(outcome.reason);
}

/** What kinds of items are in the table, however many shards count them. */
export function kindsOf(items: readonly Key[]): string {
  return items
    .filter(({ pk }) => !pk.startsWith('COUNT#'))
    .map(({ pk, sk }) => `${pk} ${sk.split('#').slice(0, -1)}`)
    .sort()
    .join('\n');
}

/** Neither items nor their attributes have an order. */
function contentOf(items: readonly Item[]): string {
  return items
    .map((item) => JSON.stringify(Object.entries(item).sort()))
    .sort()
    .join('\n');
}
