/** Everything that a run has found out: what `--json` prints. */

import { cpus, release, totalmem, type } from 'node:os';
import type { PeerResult } from './against-peer.ts';
import type { CoreResult } from './core.ts';
import type { Footprint } from './footprint.ts';
import type { GrowthResult } from './growth.ts';
import { peerVersions } from './peers.ts';

export interface Results {
  readonly at: string;
  readonly kind: string;
  readonly rounds: number;
  readonly machine: string;
  readonly peers: Readonly<Record<string, string>>;
  readonly growth: GrowthResult;
  readonly footprint: Footprint;
  readonly core: readonly CoreResult[];
  readonly besidePeer: { readonly size: number; readonly operations: readonly PeerResult[] };
}

const GIGABYTE = 1024 ** 3;

/** What makes figures of two runs comparable. */
export function circumstances(): Pick<Results, 'at' | 'machine' | 'peers'> {
  const [{ model } = { model: 'unknown' }] = cpus();
  const memory = Math.round(totalmem() / GIGABYTE);
  return {
    at: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} × ${model.trim()}, ${memory} GB, ${type()} ${release().split('-')[0]}, Node.js ${process.version}`,
    peers: peerVersions(),
  };
}
