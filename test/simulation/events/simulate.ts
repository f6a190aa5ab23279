/** `npm run simulate [-- SCHEDULES [FIRST_SEED]]`: 10,000 schedules of events, each known by its seed. */

import { runSchedules } from './schedule.ts';

const [schedules = '10000', firstSeed = '1'] = process.argv.slice(2);
const startedAt = Date.now();
let broken = 0;
const sums = await runSchedules(Number(firstSeed), Number(schedules), (seed, { wrong }) => {
  if (wrong.length > 0) {
    broken += 1;
    console.log(`seed ${seed}: ${wrong.join('; ')}`);
  }
  if (seed % 1000 === 0) console.log(`up to seed ${seed}: ${broken} broken`);
});
const { events, deprovisionings, deaths } = sums;
console.log(
  `${schedules} schedules, ${events} events, ${deprovisionings} of them deprovisionings, ${deaths} deaths: ${broken} broken, in ${Math.round((Date.now() - startedAt) / 1000)} s`,
);
process.exit(broken === 0 ? 0 : 1);
