/**
 * Provisioning, stream, publisher, projection, sweeper and a consumer, over a table and a bus that die at
 * every await, drop answers, refuse entries, throttle, duplicate and reorder. `npm run simulate` runs
 * 10,000 schedules; a schedule is known by its seed.
 */

import { describe, expect, it } from '@jest/globals';
import { runSchedule, runSchedules } from './schedule.ts';
import { GUARDS } from './world.ts';

const SCHEDULES = 500;
/** Within which each missing guard is found out. */
const SCHEDULES_WITHOUT_GUARD = 200;

describe('lifecycle events', () => {
  it(`are neither lost nor misread, in ${SCHEDULES} schedules`, async () => {
    const sums = await runSchedules(1, SCHEDULES, (seed, { wrong }) => {
      expect([seed, wrong]).toEqual([seed, []]);
    });

    expect(sums.events).toBeGreaterThan(4 * SCHEDULES);
    expect(sums.deprovisionings).toBeGreaterThan(SCHEDULES / 2);
    expect(sums.deaths).toBeGreaterThan(SCHEDULES);
  });

  it.each(GUARDS)(
    'are, where the guard is missing that is called: %s',
    async (guard) => {
      let found: readonly string[] = [];
      for (let seed = 1; seed <= SCHEDULES_WITHOUT_GUARD && found.length === 0; seed += 1) {
        found = (await runSchedule(seed, guard)).wrong;
      }

      expect(found).not.toEqual([]);
    },
    60_000,
  );
});
