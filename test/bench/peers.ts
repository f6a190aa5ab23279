/** The peers, which `npm run bench` installs. Nothing else needs them. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { JsonObject } from '#directory/user.ts';
import { StartFailure } from '#local/failure.ts';

/** What a peer can do of the protocol core; each is as its documentation shows. */
export interface PeerCore {
  readonly parse?: (text: string) => unknown;
  readonly evaluate?: (text: string) => (resource: JsonObject) => boolean;
  /** @returns what patches the resource as stored, again and again. */
  readonly patch?: (body: JsonObject, stored: JsonObject) => () => unknown;
  readonly inAndOut?: (
    body: JsonObject,
    given: { readonly id: string; readonly created: string },
  ) => () => unknown;
}

/** The module of the server, for `startMeasured`. */
export const SCIMMY_SERVER = 'peers/scimmy-server.js';

const FOLDER = resolve(import.meta.dirname, 'peers');

/**
 * As pinned; what npm has kept needs no network. It speaks on stderr: stdout is for the results.
 *
 * @param environment npm's own settings. @default this process's
 * @throws {StartFailure} where npm cannot have them.
 */
export function installPeers(environment = process.env): void {
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', ['ci', '--prefix', FOLDER, ...options], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environment,
  });
  if (status === 0) return;
  throw new StartFailure(
    'npm cannot install the peers into test/bench/peers (it says why above); --only growth and --only groups do without them',
  );
}

/** @throws {Error} where they are not installed. */
export async function loadPeers(): Promise<Readonly<Record<string, PeerCore>>> {
  const { peers } = await import(pathToFileURL(resolve(FOLDER, 'cases.js')).href);
  return peers;
}

/** The packages and their versions, as pinned. */
export function peerVersions(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(resolve(FOLDER, 'package.json'), 'utf8')).dependencies;
}
