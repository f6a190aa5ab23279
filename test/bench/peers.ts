/** The peers, where `npm run bench` has installed them. Nothing else needs them. */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { JsonObject } from '#directory/user.ts';

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

/** @throws {Error} where they are not installed. */
export async function loadPeers(): Promise<Readonly<Record<string, PeerCore>>> {
  const { peers } = await import(pathToFileURL(resolve(FOLDER, 'cases.js')).href);
  return peers;
}

/** The packages and their versions, as pinned. */
export function peerVersions(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(resolve(FOLDER, 'package.json'), 'utf8')).dependencies;
}
