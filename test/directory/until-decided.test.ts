import { describe, expect, it } from '@jest/globals';
import { TryAgain } from '#directory/try-again.ts';
import { untilDecided } from '#directory/until-decided.ts';
import { aClock } from '#test/support/clock.ts';

interface Parts {
  /** @default 1: as long as can be. */
  readonly random?: number;
  /** Milliseconds that an attempt takes. @default 0 */
  readonly took?: number;
  /** @default far away */
  readonly deadline?: number;
  readonly atOnce?: number;
}

/** Decided at the last of these attempts. @returns the milliseconds waited after each of the others. */
async function waits(attempts: number, parts: Parts = {}): Promise<readonly number[]> {
  const { random = 1, took = 0, deadline = 1e9, atOnce } = parts;
  const clock = aClock(0);
  const waited: number[] = [];
  let count = 0;
  let endedAt: number | undefined;
  const attempt = async () => {
    if (endedAt !== undefined) waited.push(clock.now() - endedAt);
    clock.advance(took);
    endedAt = clock.now();
    count += 1;
    return count === attempts ? 'decided' : undefined;
  };

  const ports = { ...clock, random: () => random };
  expect(await untilDecided(ports, { deadline }, attempt, atOnce)).toBe('decided');

  return waited;
}

describe('what is tried until it is decided', () => {
  it('is tried once, and nobody waits, where it is decided at once', async () => {
    expect(await waits(1)).toEqual([]);
  });

  it('waits up to twice as long as all has taken so far', async () => {
    expect(await waits(6)).toEqual([25, 50, 150, 450, 1350]);
  });

  it('begins at twice what the attempt has taken: under load they take long', async () => {
    expect(await waits(3, { took: 12 })).toEqual([25, 2 * (12 + 25 + 12)]);
    expect(await waits(3, { took: 1000 })).toEqual([2000, 8000]);
  });

  it('waits no less where one attempt was quick among slow ones', async () => {
    const clock = aClock(0);
    const took = [1000, 0, 0];
    const begun: number[] = [];
    const attempt = async () => {
      begun.push(clock.now());
      clock.advance(took[begun.length - 1] ?? 0);
      return begun.length === 3 ? 'decided' : undefined;
    };

    await untilDecided({ ...clock, random: () => 0.5 }, { deadline: 1e9 }, attempt);

    expect(begun).toEqual([0, 2000, 4000]);
  });

  it('waits anything from no time to that: full jitter', async () => {
    expect(await waits(4, { random: 0 })).toEqual([0, 0, 0]);
    expect(await waits(4, { random: 0.5 })).toEqual([12.5, 12.5, 25]);
  });

  it('goes on without a wait as often as it is told to', async () => {
    expect(await waits(4, { atOnce: 1 })).toEqual([0, 25, 50]);
  });

  it('waits no longer than two thirds of the time that is left', async () => {
    expect(await waits(3, { took: 100, deadline: 1000 })).toEqual([200, 400]);
  });

  it('is given up, without a wait, where there is no time for another attempt', async () => {
    const clock = aClock(0);
    let count = 0;
    const attempt = async () => {
      count += 1;
      clock.advance(76);
      return undefined;
    };

    const trying = untilDecided({ ...clock, random: () => 1 }, { deadline: 100 }, attempt);

    await expect(trying).rejects.toThrow(TryAgain);
    expect([count, clock.now()]).toEqual([1, 76]);
  });

  it('is tried once where the deadline has passed already', async () => {
    const clock = aClock(1000);

    const trying = untilDecided({ ...clock, random: () => 1 }, { deadline: 1 }, async () => 'done');

    expect(await trying).toBe('done');
  });

  it('fails with what an attempt fails with', async () => {
    const clock = aClock(0);
    const attempt = () => Promise.reject(new RangeError('no'));

    const trying = untilDecided({ ...clock, random: () => 1 }, { deadline: 100 }, attempt);

    await expect(trying).rejects.toThrow(RangeError);
  });
});
