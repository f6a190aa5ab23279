import type { Clock, Randomness } from '#directory/ports.ts';
import { TryAgain } from '#directory/try-again.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

type Ports = Clock & Pick<Randomness, 'random'>;

/** Also the least that an attempt needs. */
const SHORTEST_DELAY_MS = 25;
/** Of the time that is left: whoever waits longest has time for one attempt more. */
const LONGEST_SHARE = 2 / 3;

/**
 * Asks until it is decided, and once at the least. After an attempt that somebody else was faster than
 * it waits: anything from no time to twice as long as all has taken so far (full jitter), but no longer
 * than two thirds of the time that is left. So requests that met spread out, the wider the more of them
 * there are, and none is given up while it has time.
 *
 * @param attempt answers undefined where somebody else was faster.
 * @param atOnce so many attempts are followed by the next without a wait. @default 0
 * @throws {TryAgain} where it is not decided by the deadline.
 */
export async function untilDecided<Decision>(
  ports: Ports,
  { deadline }: Pick<WorkspaceContext, 'deadline'>,
  attempt: () => Promise<Decision | undefined>,
  atOnce = 0,
): Promise<Decision> {
  const startedAt = ports.now();
  for (let count = 1; ; count += 1) {
    const decision = await attempt();
    if (decision !== undefined) return decision;
    if (count > atOnce) await spreadOut(ports, startedAt, deadline);
  }
}

async function spreadOut(
  { now, sleep, random }: Ports,
  startedAt: number,
  deadline: number,
): Promise<void> {
  const left = deadline - now();
  if (left < SHORTEST_DELAY_MS) throw new TryAgain('unavailable');
  const bound = Math.max(SHORTEST_DELAY_MS, 2 * (now() - startedAt));
  await sleep(random() * Math.min(bound, left * LONGEST_SHARE));
}
