/** Clocks for tests: time passes when somebody sleeps, or when a test says so. */

import type { Clock } from '#directory/ports.ts';

export interface TestClock extends Clock {
  readonly advance: (milliseconds: number) => void;
}

/** @param start in milliseconds since 1970. */
export function aClock(start = Date.now()): TestClock {
  let time = start;
  const advance = (milliseconds: number) => {
    time += milliseconds;
  };
  return {
    now: () => time,
    sleep: async (milliseconds) => advance(milliseconds),
    advance,
  };
}
