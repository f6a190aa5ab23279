/** A whole AWS on a loopback port: ministack, in a virtual environment of its own. */

import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Supervised, supervise } from './supervised.ts';

const run = promisify(execFile);

export const REGION = 'eu-west-1';
export const ACCOUNT = '000000000000';

const REQUIREMENTS = join(import.meta.dirname, 'requirements.txt');
const INSTALL_ATTEMPTS = 3;
const INSTALL_TIMEOUT_MS = 120_000;
const START_TIMEOUT_MS = 60_000;

export interface CloudEmulator extends Supervised {
  readonly port: number;
  /** What the AWS command line tools need to find it, and nothing of the machine's own accounts. */
  readonly env: NodeJS.ProcessEnv;
}

/** @throws {Error} saying what is missing: Python, PyPI, or the emulator's answer. */
export async function startEmulator(
  folder: string,
  report: (step: string) => void,
): Promise<CloudEmulator> {
  report('installing the emulator from PyPI');
  const command = await install(join(folder, 'venv'));
  report('starting the emulator');
  const port = await freePort();
  const env = awsEnvironment(folder, port);
  const emulator = supervise(folder, [command], {
    ...env,
    GATEWAY_PORT: String(port),
    BIND_HOST: '127.0.0.1',
    MINISTACK_REGION: REGION,
    TMPDIR: folder,
    STATE_DIR: join(folder, 'state'),
    PYTHONDONTWRITEBYTECODE: '1',
  });
  if (await answers(emulator, port)) return { ...emulator, port, env };
  await emulator.stop();
  throw new Error(`the emulator does not start:\n${emulator.said()}`);
}

async function install(venv: string): Promise<string> {
  await run('python3', ['-m', 'venv', venv]).catch((error: Error) => {
    throw new Error(`Python 3 with venv is needed (Debian: python3-venv): ${error.message}`);
  });
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  for (let attempt = 1; ; attempt += 1) {
    try {
      await run(join(venv, 'bin/python'), [...pip, '--requirement', REQUIREMENTS], {
        timeout: INSTALL_TIMEOUT_MS,
      });
      return join(venv, 'bin/ministack');
    } catch (error) {
      if (attempt < INSTALL_ATTEMPTS) continue;
      throw new Error(`PyPI cannot be reached, which this needs: ${(error as Error).message}`);
    }
  }
}

function awsEnvironment(folder: string, port: number): NodeJS.ProcessEnv {
  const endpoint = `http://127.0.0.1:${port}`;
  const { PATH, LANG } = process.env;
  return {
    PATH,
    LANG,
    HOME: folder,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_S3_FORCE_PATH_STYLE: '1',
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

async function answers({ ended }: Supervised, port: number): Promise<boolean> {
  const giveUpAt = Date.now() + START_TIMEOUT_MS;
  let hasEnded = false;
  ended.then(() => {
    hasEnded = true;
  });
  while (Date.now() < giveUpAt && !hasEnded) {
    const health = await fetch(`http://127.0.0.1:${port}/_ministack/health`).catch(() => undefined);
    if (health?.ok) return true;
    await sleep(100);
  }
  return false;
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
