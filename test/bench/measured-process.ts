/** Processes of their own, so that their CPU and memory are theirs alone: both ends of the talk. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { startOptions } from './node-options.ts';

/** What a process has used since it began. */
export interface Usage {
  /** User and system, all threads. */
  readonly cpuMs: number;
  readonly memoryBytes: number;
  readonly peakMemoryBytes: number;
}

export interface MeasuredProcess<Ready> {
  /** What it said when it was ready. */
  readonly ready: Ready;
  /** From its start until it was ready. */
  readonly readyMs: number;
  readonly usage: () => Promise<Usage>;
  /** Calls one of the methods that it serves. */
  readonly call: (method: string, parameter: unknown) => Promise<unknown>;
  readonly stop: () => Promise<void>;
}

type Methods = Readonly<Record<string, (parameter: never) => unknown>>;

interface Question {
  readonly id: number;
  readonly method: string;
  readonly parameter: unknown;
}

type Message =
  | { readonly kind: 'ready'; readonly ready: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly reason: string };

const KILOBYTE = 1024;

/**
 * The side of the process: says that it is ready and answers calls until the other side goes.
 *
 * @param ready, and whatever the methods return, goes through JSON.
 */
export function serveCalls(ready: unknown, methods: Methods = {}): void {
  const served: Methods = { ...methods, usage };
  process.on('message', async ({ id, method, parameter }: Question) => {
    try {
      const result = await served[method]?.(parameter as never);
      say({ kind: 'answer', id, result });
    } catch (error) {
      say({ kind: 'failure', id, reason: String((error as Error).stack) });
    }
  });
  process.on('disconnect', () => process.exit(0));
  say({ kind: 'ready', ready });
}

function say(message: Message): void {
  process.send?.(message);
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return {
    cpuMs: (user + system) / 1000,
    memoryBytes: process.memoryUsage.rss(),
    peakMemoryBytes: process.resourceUsage().maxRSS * KILOBYTE,
  };
}

/**
 * @param module of this folder; what it logs is dropped, as a terminal would scroll it away.
 * @param environment beside this process's; what is undefined in it is not set.
 * @param nodeOptions what Node.js is run with. @default as in `npm start`
 */
export async function startMeasured<Ready>(
  module: string,
  environment: Readonly<Record<string, string | undefined>> = {},
  nodeOptions: readonly string[] = optionsOfStart(),
): Promise<MeasuredProcess<Ready>> {
  const startedAt = performance.now();
  const child = fork(resolve(import.meta.dirname, module), {
    execArgv: [...nodeOptions],
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', process.env.BENCH_DEBUG ? 'inherit' : 'ignore', 'ipc'],
    serialization: 'json',
  });
  const pending = new Map<number, (message: Message) => void>();
  child.on('message', (message: Message) => {
    if (message.kind !== 'ready') pending.get(message.id)?.(message);
  });
  const ready = await firstWord<Ready>(child, module);
  const readyMs = performance.now() - startedAt;
  const ended = once(child, 'exit');
  let questions = 0;
  const call = async (method: string, parameter: unknown) => {
    questions += 1;
    const id = questions;
    const answer = new Promise<Message>((hear) => pending.set(id, hear));
    child.send({ id, method, parameter } satisfies Question);
    const gone = ended.then((): Message => ({ kind: 'failure', id, reason: 'it has ended' }));
    const message = await Promise.race([answer, gone]);
    pending.delete(id);
    if (message.kind === 'answer') return message.result;
    throw new Error(`${module} cannot ${method}: ${'reason' in message ? message.reason : ''}`);
  };
  const stop = async () => {
    if (child.exitCode !== null) return;
    child.disconnect();
    await ended;
  };
  return { ready, readyMs, usage: () => call('usage', null) as Promise<Usage>, call, stop };
}

function optionsOfStart(): readonly string[] {
  const packageJson = resolve(import.meta.dirname, '../../package.json');
  return startOptions(JSON.parse(readFileSync(packageJson, 'utf8')).scripts.start);
}

async function firstWord<Ready>(child: ChildProcess, module: string): Promise<Ready> {
  const said = once(child, 'message').then(([message]) => message as Message);
  const ended = once(child, 'exit').then(() => undefined);
  const message = await Promise.race([said, ended]);
  if (message?.kind === 'ready') return message.ready as Ready;
  throw new Error(`${module} does not start (BENCH_DEBUG=1 shows what it says)`);
}
