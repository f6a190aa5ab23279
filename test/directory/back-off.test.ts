import { describe, expect, it } from '@jest/globals';
import { backOff } from '#directory/back-off.ts';
import { TryAgain } from '#directory/try-again.ts';
import { aClock } from '#test/support/clock.ts';
import { aContext } from '#test/support/workspaces.ts';

interface Parts {
  /** @default 1: as long as can be. */
  readonly random?: number;
  /** Milliseconds that an attempt has taken. @default 0 */
  readonly took?: number;
}

/** @returns the milliseconds that each attempt waits. */
async function waits(attempts: number, { random = 1, took = 0 }: Parts = {}): Promise<number[]> {
  const clock = aClock(0);
  const waited: number[] = [];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const startedAt = clock.now();
    clock.advance(took);
    const context = aContext({ deadline: 1e9 });
    await backOff({ ...clock, random: () => random }, context, attempt, startedAt);
    waited.push(clock.now() - startedAt - took);
  }
  return waited;
}

describe('backing off', () => {
  it('waits up to twice as long each time, and 6 seconds at the most', async () => {
    expect(await waits(10)).toEqual([25, 50, 100, 200, 400, 800, 1600, 3200, 6000, 6000]);
  });

  it('begins at twice what an attempt has taken: under load they take long', async () => {
    expect(await waits(4, { took: 12 })).toEqual([25, 50, 100, 200]);
    expect(await waits(4, { took: 100 })).toEqual([200, 400, 800, 1600]);
  });

  it('waits anything from no time to that: full jitter', async () => {
    expect(await waits(3, { random: 0 })).toEqual([0, 0, 0]);
    expect(await waits(3, { random: 0.5 })).toEqual([12.5, 25, 50]);
  });

  it('waits 6 seconds after a thousand attempts too', async () => {
    const clock = aClock(0);

    await backOff({ ...clock, random: () => 1 }, aContext({ deadline: 1e9 }), 2000, 0);

    expect(clock.now()).toBe(6000);
  });

  it('gives up, without waiting, where the wait would outlast the request', async () => {
    const clock = aClock(0);

    const waiting = backOff({ ...clock, random: () => 1 }, aContext({ deadline: 24 }), 0, 0);

    await expect(waiting).rejects.toThrow(TryAgain);
    expect(clock.now()).toBe(0);
  });
});
