/**
 * A fault at every call to the database, of every kind, in every operation on groups (HARD-CASES C8): no
 * answer is wrong, no member is lost, and what is put off can be sent again.
 */

import { describe, expect, it } from '@jest/globals';
import { useEmulator } from '#test/support/emulator.ts';
import { atCall, from, type Plan } from '#test/support/faulty-client.ts';
import { finishWork } from '#test/support/group-work.ts';
import { breachesIn, readAll } from '#test/support/invariants.ts';
import { storesOver } from '#test/support/stores.ts';
import { type Ran, runUnder, underEveryFault, wrongWith } from '../fault-matrix.ts';
import { crewIn, GROUP_OPERATIONS } from './operations.ts';
import { type Picture, pictureOf, shownIn } from './pictures.ts';

interface Attempt extends Ran {
  /** By names alone; undefined where there was no answer. */
  readonly shown: string | undefined;
  readonly before: Picture;
  /** Right after the answer. */
  readonly after: Picture;
  /** When the background work is done as well. */
  readonly end: Picture;
  readonly broken: readonly string[];
}

describe.each(GROUP_OPERATIONS)('$name', (operation) => {
  const emulator = useEmulator();

  const attempt = async (plan: Plan): Promise<Attempt> => {
    const stores = storesOver(await emulator.newTable());
    const crew = await crewIn(stores, operation);
    const before = pictureOf(await readAll(stores.table));
    const ran = await runUnder(stores, plan, () => operation.run(crew));
    const { outcome, items } = ran;
    const shown = outcome.status === 'rejected' ? undefined : shownIn(outcome.value, crew.ids);
    const sweeps = await finishWork(stores, operation.workspace);
    const last = sweeps === 0 ? items : await readAll(stores.table);
    const broken = [...breachesIn(items), ...breachesIn(last)];
    return { ...ran, shown, before, after: pictureOf(items), end: pictureOf(last), broken };
  };

  it('survives one fault at any call: it succeeds, or says to try again, and is whole', async () => {
    const bad = await underEveryFault(attempt, atCall, (met, clean) => {
      const isDone = met.outcome.status === 'rejected' && operation.writes && !met.isUntouched;
      return isDone ? 'to be tried again, and done' : wrongIn(met, clean);
    });

    expect(bad).toEqual([]);
  });

  it('is given up when a fault stays, and leaves all or nothing behind', async () => {
    const bad = await underEveryFault(attempt, from, wrongIn);

    expect(bad).toEqual([]);
  });
});

/** Members are those of before or those of an attempt without a fault, and all follows from them. */
function wrongIn(met: Attempt, clean: Attempt): string | undefined {
  const { outcome, shown, isUntouched, before, after, end, broken } = met;
  if (shown !== undefined && shown !== clean.shown) return `answers ${shown}, not ${clean.shown}`;
  const isAnswered = outcome.status === 'fulfilled';
  const groups = [...(isAnswered ? [] : [before.groups]), clean.after.groups];
  if (!groups.some((one) => isSame(one, after.groups))) return `has ${after.groups}`;
  const isEnd = isUntouched || isSame(end, clean.end);
  return isEnd ? wrongWith(outcome, broken) : `ends with ${JSON.stringify(end)}`;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
