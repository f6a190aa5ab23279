import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { POLICIES, policyProblems } from '#test/idp/policies.ts';
import { replay, type Scenario, type Target } from '#test/idp/replay.ts';
import type { Report } from '../cloud.ts';

const CORPUS = new URL('../../idp/corpus.json', import.meta.url);
/** A burst of requests at once: the emulator starts a process for each, and a small machine is slow then. */
const BURSTS = new Set(['quirk-429-retry-after']);

/** Milliseconds after which what has failed is tried once more. */
const PAUSE_MS = 5000;

/**
 * Replays the recorded exchanges of identity providers.
 *
 * @throws {Error} naming each scenario that fails, and why.
 */
export async function checkCorpus(target: Target, report: Report): Promise<void> {
  const corpus: readonly Scenario[] = JSON.parse(readFileSync(CORPUS, 'utf8'));
  const scenarios = corpus.filter(({ id }) => !BURSTS.has(id));
  const failures: string[] = [];
  for (const [index, scenario] of scenarios.entries()) {
    if (index % 20 === 0) report(`replaying scenario ${index + 1} of ${scenarios.length}`);
    const problem = (await problemOf(scenario, target)) && (await secondTry(scenario, target));
    if (problem) failures.push(`${scenario.id}: ${problem}`);
  }
  if (failures.length > 0) throw new Error(failures.join('\n'));
}

/** On a busy machine the emulator is slow at times, which is answered with 503: identity providers try again. */
async function secondTry(scenario: Scenario, target: Target): Promise<string | undefined> {
  await sleep(PAUSE_MS);
  return problemOf(scenario, target);
}

async function problemOf(scenario: Scenario, target: Target): Promise<string | undefined> {
  try {
    const answers = await replay(scenario, target);
    const policy = POLICIES[scenario.id];
    return policy && policyProblems(policy, answers);
  } catch (error) {
    return (error as Error).message;
  }
}
