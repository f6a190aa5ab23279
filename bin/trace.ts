/** `npm run -s trace -- ENTRY < FILE`: a stack of a function's log, with places in the source. */

import { text } from 'node:stream/consumers';
import { entryAt, sourceMapOf, withSourcePlaces } from '#infra/source-places.ts';

const USAGE = 'usage: npm run -s trace -- functions/users/patch-user.ts < log.txt';

const [path] = process.argv.slice(2);
const entry = path === undefined ? undefined : entryAt(path);
if (entry === undefined) {
  const refusal = `${path} is not the file of a function: functions/routes.ts names them`;
  console.error(path === undefined ? USAGE : `rollcall: ${refusal}\n${USAGE}`);
  process.exit(2);
}
const map = await sourceMapOf(entry);
process.stdout.write(withSourcePlaces(await text(process.stdin), map));
