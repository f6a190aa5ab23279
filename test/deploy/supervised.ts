/** A process with all that it starts, which ends at the latest when this one does, however that ends. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Supervised {
  readonly process: ChildProcess;
  /** Everything that it has said so far. */
  readonly said: () => string;
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * The shell holds on to a pipe from this process: when it closes, even because this process was killed,
 * the whole group ends and the folder goes.
 */
const SUPERVISOR = [
  'folder=$1; shift; exec 3<&0',
  '"$@" 3<&- </dev/null & child=$!',
  '(trap "" TERM; cat <&3 >/dev/null; kill -TERM 0; sleep 1; rm -rf "$folder"; kill -KILL 0) >/dev/null 2>&1 &',
  'exec 3<&- </dev/null; trap "" TERM; wait $child; wait',
].join('\n');

/** @param folder where it leaves its files; it is removed with it. */
export function supervise(
  folder: string,
  command: readonly string[],
  env: NodeJS.ProcessEnv,
): Supervised {
  const child = spawn('sh', ['-c', SUPERVISOR, 'sh', folder, ...command], {
    cwd: folder,
    detached: true,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const ended = once(child, 'exit').then(() => {});
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  return { process: child, said: () => said, ended, stop };
}
