import type { Clock, Randomness } from '#directory/ports.ts';
import { TryAgain } from '#directory/try-again.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

const SHORTEST_DELAY_MS = 25;
const LONGEST_DELAY_MS = 6000;

/**
 * Waits before another attempt, somewhere between no time and a bound that doubles each time (full
 * jitter): requests that met once spread out, however many there are. The bound starts at twice what
 * an attempt has taken, since under load attempts take long.
 *
 * @param attempt 0 for the first.
 * @param startedAt when the attempt began, in milliseconds since 1970.
 * @throws {TryAgain} where the wait would outlast the request.
 */
export async function backOff(
  { now, sleep, random }: Clock & Pick<Randomness, 'random'>,
  { deadline }: WorkspaceContext,
  attempt: number,
  startedAt: number,
): Promise<void> {
  const bound = Math.max(SHORTEST_DELAY_MS, 2 * (now() - startedAt)) * 2 ** attempt;
  const delay = random() * Math.min(LONGEST_DELAY_MS, bound);
  if (now() + delay > deadline) throw new TryAgain('unavailable');
  await sleep(delay);
}
