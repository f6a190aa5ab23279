import { setTimeout as sleepFor } from 'node:timers/promises';
import { EXIT } from '#cli/failure.ts';
import type { Io } from '#cli/io.ts';
import { readCliEnvironment } from '#config';

/** Milliseconds: npm passes a signal on that the terminal has sent to its whole process group. */
const SAME_SIGNAL_MS = 500;

export const sleep = (milliseconds: number): Promise<void> => sleepFor(milliseconds);

/** The terminal, or whatever the output is piped into. */
export function processIo(): Io {
  process.stdout.on('error', endWithReader);
  return {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(text),
    isTerminal: process.stdout.isTTY === true,
    isErrTerminal: process.stderr.isTTY === true,
    environment: readCliEnvironment(),
    fetch,
    onInterrupt,
    // Only this command needs the clients of AWS, which take long to load.
    async openRepair(target) {
      const { openTableRepair } = await import('#compose/table-repair.ts');
      return openTableRepair(target);
    },
  };
}

/** `| head` has read enough: that is no failure. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
}

function onInterrupt(act: () => void): () => void {
  let first: number | undefined;
  const listen = () => {
    if (first === undefined) {
      first = performance.now();
      act();
    } else if (performance.now() - first > SAME_SIGNAL_MS) process.exit(EXIT.interrupted);
  };
  process.on('SIGINT', listen);
  return () => process.off('SIGINT', listen);
}
