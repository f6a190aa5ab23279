/** `npm run rollcall -- <command>`. */

import { processIo, sleep } from '#cli/process-io.ts';
import { runCli } from '#cli/run.ts';

process.exitCode = await runCli(process.argv.slice(2), processIo(), sleep);
