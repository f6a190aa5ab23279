import { setTimeout as sleepFor } from 'node:timers/promises';
import type { Io } from '#cli/io.ts';
import { readCliEnvironment } from '#config';

export const sleep = (milliseconds: number): Promise<void> => sleepFor(milliseconds);

/** The terminal, or whatever the output is piped into. */
export function processIo(): Io {
  return {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(text),
    isTerminal: process.stdout.isTTY === true,
    isErrTerminal: process.stderr.isTTY === true,
    environment: readCliEnvironment(),
    fetch,
    onInterrupt(act) {
      process.once('SIGINT', act);
      return () => process.off('SIGINT', act);
    },
    // Only this command needs the clients of AWS, which take long to load.
    async openRepair(target) {
      const { openTableRepair } = await import('#compose/table-repair.ts');
      return openTableRepair(target);
    },
  };
}
