import type { Clock, Randomness } from '#directory/ports.ts';
import { TryAgain } from '#directory/try-again.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

const FIRST_DELAY_MS = 25;
const LONGEST_DELAY_MS = 1000;

/**
 * Waits before another attempt, somewhere between no time and a bound that doubles each time (full
 * jitter): requests that met once spread out, however many there are.
 *
 * @param attempt 0 for the first.
 * @throws {TryAgain} where the wait would outlast the request.
 */
export async function backOff(
  { now, sleep, random }: Clock & Pick<Randomness, 'random'>,
  { deadline }: WorkspaceContext,
  attempt: number,
): Promise<void> {
  const delay = random() * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
  if (now() + delay > deadline) throw new TryAgain('unavailable');
  await sleep(delay);
}
