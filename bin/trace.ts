/** `npm run -s trace -- ENTRY < FILE`: a stack of a function's log, with places in the source. */

import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { sourceMapOf, withSourcePlaces } from '#infra/source-places.ts';

const [entry] = process.argv.slice(2);
if (entry === undefined || !existsSync(entry)) {
  console.error('usage: npm run -s trace -- functions/users/patch-user.ts < log.txt');
  process.exit(2);
}
const map = await sourceMapOf(entry);
process.stdout.write(withSourcePlaces(await text(process.stdin), map));
