/** `npm start` as a process of its own, on any free port. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

export interface Endpoint {
  readonly scimBaseUrl: string;
  readonly adminBaseUrl: string;
  readonly adminToken: string;
  /** Tokens by workspace: `standard-demo`, `modernloop-demo`, `modjo-demo`. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly process: ChildProcess;
  /** Everything that it has logged. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

const root = resolve(import.meta.dirname, '../..');

export function spawnEndpoint(args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'bin/dev.ts', ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** @param args options beside `--json` and `--port 0`. */
export async function startEndpoint(
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
): Promise<Endpoint> {
  const child = spawnEndpoint(['--json', '--port', '0', ...args], env);
  let logged = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    logged += chunk.toString();
  });
  const line = await firstLine(child);
  if (line === undefined) throw new Error(`the endpoint did not start: ${logged}`);
  const { scimBaseUrl, adminBaseUrl, adminToken, workspaces } = JSON.parse(line);
  const tokens = Object.fromEntries(
    workspaces.map(({ id, token }: { id: string; token: string }) => [id, token]),
  );
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { scimBaseUrl, adminBaseUrl, adminToken, tokens, process: child, log: () => logged, stop };
}

async function firstLine({ stdout }: ChildProcess): Promise<string | undefined> {
  if (stdout === null) return undefined;
  for await (const line of createInterface({ input: stdout })) return line;
  return undefined;
}
