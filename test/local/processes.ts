/** `npm start` as processes that are watched, killed, and cleaned up after. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach } from '@jest/globals';

export interface Started {
  readonly child: ChildProcess;
  /** Everything that it has written so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves when it has ended: with its exit code, or with the signal that ended it. */
  readonly ended: Promise<number | string | null>;
}

export interface Ready extends Started {
  readonly scimBaseUrl: string;
  readonly tokens: Readonly<Record<string, string>>;
}

const root = resolve(import.meta.dirname, '../..');
const running = new Set<ChildProcess>();
const folders = new Set<string>();

/** What a machine may take for anything that does come; a test fails later than it has to, never too early. */
const PATIENCE_MS = 30_000;

/** After each test, what it has started is ended, and its folders are gone. */
export function useProcesses(): void {
  afterEach(async () => {
    for (const child of running) {
      killAll([-Number(child.pid)]); // Its group: also what has outlived it.
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
    running.clear();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
    folders.clear();
  });
}

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-local-'));
  folders.add(folder);
  return folder;
}

/** In a process group of its own, as from a terminal. */
export function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Started {
  return startCommand([process.execPath, '--import', 'tsx', 'bin/dev.ts', ...args], env);
}

export function startCommand([file = '', ...args]: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(file, args, {
    cwd: root,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  // Not 'exit': by then not everything that it wrote has come.
  const ended = once(child, 'close').then(([code, signal]) => code ?? signal);
  return { child, stdout, stderr, ended };
}

/** Waits for the ready line; `--json --port 0` unless the arguments have a port. */
export async function startReady(
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Ready> {
  const port = args.includes('--port') ? [] : ['--port', '0'];
  const started = start(['--json', ...port, ...args], env);
  return { ...started, ...(await readyLine(started)) };
}

export async function readyLine({ stdout, stderr, ended }: Started) {
  let hasEnded = false;
  ended.then(() => {
    hasEnded = true;
  });
  // No race: the asking would go on for as long as there is patience, and keep Jest's worker alive.
  const line = await until(() => /^\{.*\}$/m.exec(stdout())?.[0] ?? (hasEnded || undefined));
  if (line === true) throw new Error(`not ready: ${stderr()}`);
  const { scimBaseUrl, workspaces } = JSON.parse(line) as {
    readonly scimBaseUrl: string;
    readonly workspaces: readonly { readonly id: string; readonly token: string }[];
  };
  return {
    scimBaseUrl,
    tokens: Object.fromEntries(workspaces.map(({ id, token }) => [id, token])),
  };
}

/** Asks until there is an answer. */
export async function until<Value>(
  ask: () => Value | undefined | Promise<Value | undefined>,
  patienceMs = PATIENCE_MS,
): Promise<Value> {
  const giveUpAt = Date.now() + patienceMs;
  while (Date.now() < giveUpAt) {
    const value = await ask();
    if (value !== undefined && value !== false) return value;
    await new Promise((resume) => setTimeout(resume, 10));
  }
  throw new Error(`nothing within ${patienceMs} ms`);
}

/** How it ended, or `still running`. */
export function endWithin({ ended }: Started, patienceMs = PATIENCE_MS) {
  return Promise.race([
    ended,
    new Promise<string>((resume) => setTimeout(() => resume('still running'), patienceMs).unref()),
  ]);
}

/** The processes that a process has started, and they in turn. */
export function descendantsOf(pid: number | undefined): readonly number[] {
  const children = listProcesses().filter(({ parent }) => parent === pid);
  return children.flatMap((child) => [child.pid, ...descendantsOf(child.pid)]);
}

/** By SIGKILL; a negative number is a process group. One may have gone with another. */
export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It is not there any more.
    }
  }
}

/** Which of them stay there. */
export async function survivorsOf(pids: readonly number[]): Promise<readonly number[]> {
  const alive = () => {
    const listed = new Set(listProcesses().map(({ pid }) => pid));
    return pids.filter((pid) => listed.has(pid));
  };
  await until(() => alive().length === 0).catch(() => {});
  return alive();
}

function listProcesses() {
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state = 'Z']) => !state.startsWith('Z'))
    .map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return () => text;
}
