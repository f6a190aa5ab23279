/** What a run should reach, and what of it has been missed. Requests and units end the run instead. */

import { type CoreResult, contestOf } from './core.ts';
import type { Footprint } from './footprint.ts';
import type { GrowthResult } from './growth.ts';
import { OPERATIONS } from './operations.ts';
import type { Results } from './results.ts';
import { CONNECTIONS } from './settings.ts';

const MEGABYTE = 1024 ** 2;
const MAX_MEMORY_MB = 200;
const MAX_READY_MS = 2000;
/** Times that the core should be faster than SCIMMY's. */
const REACH_OVER_SCIMMY = 10;
const BUSIEST = CONNECTIONS[1];

/** @returns a phrase for each figure beyond its bound; none where all are within. */
export function missedIn(results: Results): readonly string[] {
  const { growth, footprint, core = [], besidePeer } = results;
  return [
    ...(growth ? missedOfGrowth(growth) : []),
    ...(footprint ? missedOfStart(footprint) : []),
    ...core.flatMap(missedOfCore),
    ...missedBeside(besidePeer),
  ];
}

function missedOfGrowth({ sizes }: GrowthResult): readonly string[] {
  return sizes.flatMap(({ size, loads, peakMemoryBytes }) => {
    const users = `with ${size.toLocaleString('en-US')} users`;
    const slow = OPERATIONS.flatMap(({ name, maxAddedCpuMs = Number.POSITIVE_INFINITY }) => {
      const load = loads.find(
        ({ operation, connections }) => operation === name && connections === BUSIEST,
      );
      const added = load?.addedCpuMs.median ?? 0;
      if (added <= maxAddedCpuMs) return [];
      return [`${name} adds ${added.toFixed(2)} ms, not ${maxAddedCpuMs}, ${users}`];
    });
    const megabytes = Math.round(peakMemoryBytes / MEGABYTE);
    if (megabytes <= MAX_MEMORY_MB) return slow;
    return [...slow, `memory has a peak of ${megabytes} MB, not ${MAX_MEMORY_MB}, ${users}`];
  });
}

function missedOfStart({ readyMs: { median } }: Footprint): readonly string[] {
  return median <= MAX_READY_MS ? [] : [`it is ready after ${Math.round(median)} ms`];
}

function missedOfCore(result: CoreResult): readonly string[] {
  const { name, reach = 1 } = result;
  const { ours, fastestPeer, scimmy = Number.POSITIVE_INFINITY } = contestOf(result);
  const [overFastest, overScimmy] = [fastestPeer / ours.median, scimmy / ours.median];
  return [
    ...(overFastest >= reach ? [] : [`to ${name}, ${overFastest.toFixed(2)} ×, not ${reach} ×`]),
    ...(overScimmy >= REACH_OVER_SCIMMY
      ? []
      : [`to ${name}, ${overScimmy.toFixed(2)} × SCIMMY, not ${REACH_OVER_SCIMMY} ×`]),
  ];
}

function missedBeside(besidePeer: Results['besidePeer']): readonly string[] {
  const operations = besidePeer?.operations ?? [];
  return operations
    .filter(({ endpoint, peer }) => endpoint.perSecond.median < peer.perSecond.median)
    .map(({ operation }) => `the SCIMMY server is ahead at ${operation}`);
}
