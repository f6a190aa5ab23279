/** Times the protocol core beside its peers, in one process and in turn. */

import { type Contestant, type CoreCase, US } from './core-cases.ts';
import { type Figure, figureOf } from './statistics.ts';

export interface CoreResult extends Pick<CoreCase, 'name' | 'reach'> {
  /** CPU nanoseconds for doing it once; without those who do it wrong. */
  readonly times: readonly { readonly contestant: string; readonly ns: Figure }[];
  readonly wrong: readonly string[];
}

/** Medians of those who matter; without the ones who answer wrong. */
export interface Contest {
  readonly ours: Figure;
  readonly fastestPeer: number;
  readonly scimmy?: number;
}

/** CPU that one sample takes, about, and what goes before: on a busy machine compilers get little time. */
const SAMPLE_MS = 100;
const WARM_UP_MS = 800;
/** Of each contestant, in turn: on a busy machine one sample in three is far off. */
const SAMPLES_A_ROUND = 3;
/** Before each sample: what the one before has left is collected then, SCIMMY's a lot. */
const LEAD_IN_MS = 60;
/** Runs between two looks at the clock. */
const BATCH = 20;

/** @param rounds of samples of each contestant, who take turns. */
export async function measureCore(
  cases: readonly CoreCase[],
  rounds: number,
): Promise<readonly CoreResult[]> {
  const results: CoreResult[] = [];
  for (const { name, reach, contestants } of cases) {
    const verdicts = await Promise.all(contestants.map(({ isRight }) => isRight()));
    const right = contestants.filter((_, index) => verdicts[index]);
    const wrong = contestants.filter((_, index) => !verdicts[index]).map((one) => one.name);
    if (wrong.includes(US)) throw new Error(`${US} does not ${name} rightly`);
    results.push({ name, reach, wrong, times: await inTurn(right, rounds) });
  }
  return results;
}

/** A resource that is patched in place is left half changed by a request that fails (§3.5.2). */
export function contestOf({ times }: CoreResult): Contest {
  const nsOf = (who: string) => times.find(({ contestant }) => contestant === who)?.ns;
  const comparable = times.filter(
    ({ contestant }) => contestant !== US && !contestant.includes('in place'),
  );
  return {
    ours: nsOf(US) as Figure,
    fastestPeer: Math.min(...comparable.map(({ ns }) => ns.median)),
    scimmy: nsOf('scimmy')?.median,
  };
}

async function inTurn(contestants: readonly Contestant[], rounds: number) {
  const samples = contestants.map((contestant) => ({ contestant, ns: [] as number[] }));
  for (const { contestant } of samples) await sample(contestant, WARM_UP_MS);
  for (let turn = 0; turn < rounds * SAMPLES_A_ROUND; turn += 1) {
    for (const { contestant, ns } of samples) {
      await sample(contestant, LEAD_IN_MS);
      ns.push(await sample(contestant, SAMPLE_MS));
    }
  }
  return samples.map(({ contestant, ns }) => ({
    contestant: contestant.name,
    ns: figureOf(ns),
  }));
}

/** @returns CPU nanoseconds for a run: other processes of the machine do not count. */
async function sample({ run }: Contestant, leastMs: number): Promise<number> {
  const isAsync = run() instanceof Promise;
  const before = process.cpuUsage();
  let runs = 0;
  let usedMs = 0;
  while (usedMs < leastMs) {
    if (isAsync) for (let index = 0; index < BATCH; index += 1) await run();
    else for (let index = 0; index < BATCH; index += 1) run();
    runs += BATCH;
    const { user, system } = process.cpuUsage(before);
    usedMs = (user + system) / 1000;
  }
  return (usedMs * 1e6) / runs;
}
