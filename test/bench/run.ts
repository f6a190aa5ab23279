/** `npm run bench`. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { StartFailure } from '#local/failure.ts';
import { measureAgainstPeer } from './against-peer.ts';
import { measureCore } from './core.ts';
import { coreCases } from './core-cases.ts';
import { measureFootprint } from './footprint.ts';
import { measureGroups } from './groups.ts';
import { measureGrowth } from './growth.ts';
import { panelsOf } from './panels.ts';
import { installPeers, loadPeers } from './peers.ts';
import { plot } from './plot.ts';
import { insertReport } from './readme.ts';
import { report } from './report.ts';
import { circumstances, type Results } from './results.ts';
import { type Part, readSettings, type Settings, USAGE } from './settings.ts';

const root = resolve(import.meta.dirname, '../..');
/** Users beside a peer, at the most: it goes through all of them for every list. */
const MAX_BESIDE_PEER = 10_000;
const PARTS_WITH_PEERS: ReadonlySet<Part> = new Set<Part>(['core', 'peer']);

const startedAt = performance.now();
const options = process.argv.slice(2);
try {
  const settings = readSettings(options);
  if (settings === undefined) console.log(USAGE);
  else await run(settings);
} catch (error) {
  if (!(error instanceof StartFailure)) throw error;
  console.error(`bench: ${error.message}`);
  process.exitCode = 1;
}
process.exit(); // Whatever a peer may have left open.

async function run(settings: Settings): Promise<void> {
  if (settings.parts.some((part) => PARTS_WITH_PEERS.has(part))) {
    progress('installing the peers');
    installPeers();
  }
  const results = await measure(settings);
  console.log(settings.format === 'json' ? JSON.stringify(results) : report(results));
  if (settings.target === 'readme') keep(results);
}

async function measure(settings: Settings): Promise<Results> {
  const command = ['npm run bench', ...options].join(' ').replace(' --', ' -- --');
  let parts: Partial<Results> = {};
  for (const part of settings.parts) parts = { ...parts, ...(await measurePart(part, settings)) };
  const { rounds } = settings;
  return { ...circumstances(), command, rounds, seconds: secondsSoFar(), ...parts };
}

async function measurePart(part: Part, settings: Settings): Promise<Partial<Results>> {
  const { rounds, sizes } = settings;
  switch (part) {
    case 'core':
      progress('the protocol core beside its peers');
      return { core: await measureCore(coreCases(await loadPeers()), rounds) };
    case 'growth': {
      progress('time to ready, memory');
      const footprint = await measureFootprint(rounds);
      return { footprint, growth: await measureGrowth(settings, progress) };
    }
    case 'groups':
      return { groups: await measureGroups(settings, progress) };
    case 'peer': {
      const size = Math.min(MAX_BESIDE_PEER, sizes.at(-1) ?? 0);
      const operations = await measureAgainstPeer(settings, size, progress);
      return { besidePeer: { size, operations } };
    }
  }
}

function keep(results: Results): void {
  mkdirSync(resolve(root, 'docs'), { recursive: true });
  writeFileSync(resolve(root, 'docs/benchmark-cost.svg'), plot(panelsOf(results)));
  const readme = resolve(root, 'README.md');
  writeFileSync(readme, insertReport(readFileSync(readme, 'utf8'), report(results)));
}

function progress(what: string): void {
  console.error(`${String(secondsSoFar()).padStart(5)} s  ${what}`);
}

function secondsSoFar(): number {
  return Math.round((performance.now() - startedAt) / 1000);
}
