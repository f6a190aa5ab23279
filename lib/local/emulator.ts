/** An emulator process that lives exactly as long as this one. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { EmulatorCommand } from '#local/emulator-command.ts';
import { StartFailure } from '#local/failure.ts';
import { answers } from '#local/probe.ts';

export interface Emulator {
  readonly endpoint: string;
  /** Resolves when it has ended, however that came. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

const START_TIMEOUT_MS = 20_000;
const POLL_MS = 10;
/** Ports that are tried: a free one may be taken by somebody else before the emulator has it. */
const PORTS = 3;

/**
 * Runs the emulator under a shell that holds on to a pipe from this process: when the pipe closes,
 * even because this process was killed, the shell kills the emulator. So there is never an orphan.
 */
const SUPERVISOR = [
  'exec 3<&0',
  '"$@" 3<&- </dev/null & emulator=$!',
  '(cat <&3 >/dev/null; kill -9 $emulator 2>/dev/null) >/dev/null 2>&1 &',
  'exec 3<&- </dev/null',
  'wait $emulator',
].join('\n');

/**
 * @param folder where it keeps its data; in memory where it is absent.
 * @throws {StartFailure} with what the emulator said.
 */
export async function startEmulator(
  { name, command }: EmulatorCommand,
  folder?: string,
): Promise<Emulator> {
  let said = '';
  for (let tried = 0; tried < PORTS; tried += 1) {
    const started = await startOn(await freePort(), command, folder);
    if (typeof started !== 'string') return started;
    said = started;
    if (!/in use/i.test(said)) break;
  }
  const where = folder === undefined ? '' : ` with the data in ${folder}`;
  throw new StartFailure(`${name} does not start${where}: ${said || 'it says nothing'}`);
}

/** @returns what the emulator has said, where it did not start. */
async function startOn(
  port: number,
  command: EmulatorCommand['command'],
  folder: string | undefined,
): Promise<Emulator | string> {
  // A group of its own: Ctrl-C ends this process first, which may still have requests to answer.
  const child = spawn('sh', ['-c', SUPERVISOR, 'sh', ...command(port, folder)], {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said = collectOutput(child);
  const ended = once(child, 'exit').then(() => {});
  const closed = once(child, 'close');
  const endpoint = `http://127.0.0.1:${port}`;
  if (!(await hasAnswered(child, endpoint))) {
    child.stdin?.destroy();
    await closed; // Not until then has all come that it has said.
    return said();
  }
  const stop = async () => {
    child.stdin?.end();
    await ended;
  };
  return { endpoint, ended, stop };
}

/** @returns false where it ends before, or takes too long. */
async function hasAnswered(child: ChildProcess, endpoint: string): Promise<boolean> {
  const giveUpAt = Date.now() + START_TIMEOUT_MS;
  while (child.exitCode === null && child.signalCode === null && Date.now() < giveUpAt) {
    if (await answers(endpoint)) return true;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return false;
}

/** @returns the last line that the process wrote. */
function collectOutput({ stdout, stderr }: ChildProcess): () => string {
  let text = '';
  for (const stream of [stdout, stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-2000);
    });
  }
  return () => text.trim().split('\n').at(-1) ?? '';
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
