/** The stack in an account of its own: what `test:deploy` and `deploy:local` have in common. */

import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Admin, adminOf } from './admin.ts';
import { type Cdk, cdk, type Outputs } from './cdk.ts';
import { type CloudEmulator, freePort, startEmulator } from './emulator.ts';
import { openFront } from './front.ts';

export interface Cloud {
  readonly emulator: CloudEmulator;
  readonly cdk: Cdk;
  readonly outputs: Outputs;
  /** Of the loopback port that stands before the API: `http://127.0.0.1:1234`. */
  readonly url: string;
  readonly admin: Admin;
  /** Ends and removes everything. */
  readonly stop: () => Promise<void>;
}

export type Report = (step: string) => void;

/** Seconds since the beginning, before each step. */
export function progress(): Report {
  const beganAt = Date.now();
  return (step) => {
    const seconds = ((Date.now() - beganAt) / 1000).toFixed(0).padStart(4);
    process.stderr.write(`${seconds} s  ${step}\n`);
  };
}

/** What has been started is ended again where a later step fails. */
export async function deployToEmulator(report: Report): Promise<Cloud> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-deploy-'));
  const emulator = await startEmulator(folder, report);
  try {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const front = await openFront(port, emulator.port);
    const command = cdk(emulator, folder, {
      scimBaseUrl: `${url}/scim/v2`,
      exampleConsumer: 'true',
    });
    report('cdk bootstrap');
    await command.bootstrap();
    report('cdk deploy');
    const { outputs } = await command.deploy();
    front.standFor(`${outputs.ApiId}.execute-api.localhost`);
    const stop = async () => {
      command.stop();
      await front.stop();
      await emulator.stop();
    };
    return { emulator, cdk: command, outputs, url, admin: adminOf(url), stop };
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}
