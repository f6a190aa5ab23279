/** Processes whose every await is a place where another one may run, or where they die. */

import { seededRandom } from '../../support/faulty-client.ts';

export interface Process {
  readonly name: string;
  /** Dies at any await, without a word. */
  readonly isMortal: boolean;
  alive: boolean;
}

export interface Scheduler {
  readonly random: () => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <Value>(values: readonly Value[]) => Value;
  /** Milliseconds since 1970; passes with every step. */
  readonly now: () => number;
  /** Waits for its turn; a dead process waits for ever. */
  readonly turn: (process: Process) => Promise<void>;
  /**
   * Runs a process.
   *
   * @returns what it came to; undefined where it died or threw.
   */
  readonly run: <Result>(
    process: Process,
    work: () => Promise<Result>,
  ) => Promise<Result | undefined>;
  /** Lets one waiting process go on, or die. @returns whether there was one. */
  readonly step: () => Promise<boolean>;
  /** How many have died. */
  readonly deaths: () => number;
  /** From now on nobody dies. */
  readonly calm: () => void;
}

const START = Date.parse('2026-01-01T00:00:00Z');

export function aScheduler(seed: number, deathRate: number): Scheduler {
  const random = seededRandom(seed);
  const chance = (probability: number) => random() < probability;
  const pick = <Value>(values: readonly Value[]) =>
    values[Math.floor(random() * values.length)] as Value;
  const waiting: { readonly process: Process; readonly resume: () => void }[] = [];
  const deaths = new Map<Process, () => void>();
  let time = START;
  let rate = deathRate;
  let died = 0;
  return {
    random,
    chance,
    pick,
    now: () => time,
    turn: (process) =>
      new Promise((resume) => {
        if (process.alive) waiting.push({ process, resume });
      }),
    async run(process, work) {
      const death = new Promise<undefined>((resume) => {
        deaths.set(process, () => resume(undefined));
      });
      const result = await Promise.race([work().catch(() => undefined), death]);
      process.alive = false;
      deaths.delete(process);
      return result;
    },
    async step() {
      const index = Math.floor(random() * waiting.length);
      const [next] = waiting.splice(index, 1);
      if (next === undefined) return false;
      time += Math.floor(random() * 20);
      const { process } = next;
      if (process.isMortal && chance(rate)) {
        process.alive = false;
        died += 1;
        deaths.get(process)?.();
      }
      if (process.alive) next.resume();
      await new Promise((resume) => setImmediate(resume));
      return true;
    },
    deaths: () => died,
    calm() {
      rate = 0;
    },
  };
}

export function aProcess(name: string, isMortal = true): Process {
  return { name, isMortal, alive: true };
}
