/** Everything that a run has found out: what `--json` prints. */

import { cpus, release, totalmem, type } from 'node:os';
import { availableEmulator } from '#local/emulator-command.ts';
import type { PeerResult } from './against-peer.ts';
import type { CoreResult } from './core.ts';
import type { Footprint } from './footprint.ts';
import type { GroupsResult } from './groups.ts';
import type { GrowthResult } from './growth.ts';
import { peerVersions } from './peers.ts';

/** Without the parts that were not asked for. */
export interface Results extends Circumstances {
  /** By which it can be repeated. */
  readonly command: string;
  readonly rounds: number;
  /** That the whole run has taken. */
  readonly seconds: number;
  readonly core?: readonly CoreResult[];
  readonly footprint?: Footprint;
  readonly growth?: GrowthResult;
  readonly groups?: GroupsResult;
  readonly besidePeer?: { readonly size: number; readonly operations: readonly PeerResult[] };
}

/** What makes figures of two runs comparable. */
export interface Circumstances {
  readonly at: string;
  readonly machine: string;
  readonly emulator: string;
  readonly peers: Readonly<Record<string, string>>;
}

const GIGABYTE = 1024 ** 3;

export function circumstances(): Circumstances {
  const [{ model } = { model: 'unknown' }] = cpus();
  const memory = Math.round(totalmem() / GIGABYTE);
  return {
    at: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${model.trim()}, ${memory} GB, ${type()} ${release().split('-')[0]}, Node.js ${process.version}`,
    emulator: availableEmulator().name,
    peers: peerVersions(),
  };
}
