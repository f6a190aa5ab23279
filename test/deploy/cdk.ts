/** The CDK's own command line, against the emulator. */

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '#infra/bundling.ts';
import { ACCOUNT, type CloudEmulator, REGION } from './emulator.ts';

const run = promisify(execFile);

export type Outputs = Readonly<Record<string, string>>;

const CDK = join(ROOT, 'node_modules/aws-cdk/bin/cdk');
const APP = 'node --import tsx test/deploy/app.ts';
const TIMEOUT_MS = 400_000;
const MAX_OUTPUT_BYTES = 50 * 1024 * 1024;

export interface Cdk {
  bootstrap(): Promise<void>;
  /** @returns the outputs of the stack, and what the command said. */
  deploy(): Promise<{ readonly outputs: Outputs; readonly said: string }>;
  destroy(): Promise<void>;
  /** Ends what is running. */
  stop(): void;
}

/** @param settings as `-c name=value`. */
export function cdk(
  { env }: CloudEmulator,
  folder: string,
  settings: Readonly<Record<string, string>>,
): Cdk {
  const context = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const outputsFile = join(folder, 'outputs.json');
  const running = new AbortController();
  const call = async (...args: readonly string[]) => {
    const common = ['--app', APP, '--output', join(folder, 'cdk.out'), '--no-notices', ...context];
    const { stdout, stderr } = await run(process.execPath, [CDK, ...args, ...common], {
      cwd: ROOT,
      env: { ...env, CDK_DISABLE_CLI_TELEMETRY: 'true', CI: 'true' },
      timeout: TIMEOUT_MS,
      signal: running.signal,
      maxBuffer: MAX_OUTPUT_BYTES,
    });
    return stdout + stderr;
  };
  return {
    async bootstrap() {
      await call('bootstrap', `aws://${ACCOUNT}/${REGION}`);
    },
    async deploy() {
      const approval = ['--require-approval', 'never', '--progress', 'events'];
      const said = await call('deploy', ...approval, '--outputs-file', outputsFile);
      const [outputs] = Object.values<Outputs>(JSON.parse(await readFile(outputsFile, 'utf8')));
      return { outputs: outputs ?? {}, said };
    },
    async destroy() {
      await call('destroy', '--force');
    },
    stop: () => running.abort(),
  };
}
