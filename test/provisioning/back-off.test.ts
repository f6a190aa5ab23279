import { describe, expect, it } from '@jest/globals';
import { TryAgain } from '#directory/try-again.ts';
import { backOff } from '#provisioning/back-off.ts';
import { aClock } from '#test/support/clock.ts';
import { aContext } from '#test/support/workspaces.ts';

/** @returns the milliseconds that each attempt waits. */
async function waits(attempts: number, random: number, deadline = 1e9): Promise<number[]> {
  const clock = aClock(0);
  const waited: number[] = [];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const start = clock.now();
    await backOff({ ...clock, random: () => random }, aContext({ deadline }), attempt);
    waited.push(clock.now() - start);
  }
  return waited;
}

describe('backing off', () => {
  it('waits up to twice as long each time, and a second at the most', async () => {
    expect(await waits(8, 1)).toEqual([25, 50, 100, 200, 400, 800, 1000, 1000]);
  });

  it('waits anything from no time to that: full jitter', async () => {
    expect(await waits(3, 0)).toEqual([0, 0, 0]);
    expect(await waits(3, 0.5)).toEqual([12.5, 25, 50]);
  });

  it('waits a second after a thousand attempts too', async () => {
    const clock = aClock(0);

    await backOff({ ...clock, random: () => 1 }, aContext({ deadline: 1e9 }), 2000);

    expect(clock.now()).toBe(1000);
  });

  it('gives up, without waiting, where the wait would outlast the request', async () => {
    const clock = aClock(0);

    const waiting = backOff({ ...clock, random: () => 1 }, aContext({ deadline: 24 }), 0);

    await expect(waiting).rejects.toThrow(TryAgain);
    expect(clock.now()).toBe(0);
  });
});
