/** `npm run bench`. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { measureAgainstPeer } from './against-peer.ts';
import { measureCore } from './core.ts';
import { coreCases } from './core-cases.ts';
import { measureFootprint } from './footprint.ts';
import { type GrowthResult, measureGrowth } from './growth.ts';
import { OPERATIONS } from './operations.ts';
import { loadPeers } from './peers.ts';
import { plot } from './plot.ts';
import { insertReport } from './readme.ts';
import { report } from './report.ts';
import { circumstances, type Results } from './results.ts';
import { readSettings, type Settings, USAGE } from './settings.ts';

const root = resolve(import.meta.dirname, '../..');
/** Users beside a peer, at the most: it goes through all of them for every list. */
const MAX_BESIDE_PEER = 10_000;

const startedAt = performance.now();
const settings = readSettings(process.argv.slice(2));
if (settings === undefined) {
  console.log(USAGE);
} else {
  const results = await measure(settings);
  console.log(settings.format === 'json' ? JSON.stringify(results) : report(results));
  keep(settings, results);
}
process.exit(); // Whatever a peer may have left open.

async function measure(settings: Settings): Promise<Results> {
  const { kind, rounds, sizes } = settings;
  progress('the protocol core beside its peers');
  const core = await measureCore(coreCases(await loadPeers()), rounds);
  progress('time to ready, memory');
  const footprint = await measureFootprint(rounds);
  const growth = await measureGrowth(settings, progress);
  const size = Math.min(MAX_BESIDE_PEER, sizes.at(-1) ?? 0);
  const operations = await measureAgainstPeer(settings, size, progress);
  const besidePeer = { size, operations };
  return { ...circumstances(), kind, rounds, core, footprint, growth, besidePeer };
}

/** A short look is nothing to keep. */
function keep({ kind, target }: Settings, results: Results): void {
  if (kind === 'quick') return;
  mkdirSync(resolve(root, 'docs'), { recursive: true });
  writeFileSync(resolve(root, 'docs/benchmark-cost.svg'), plot(panelsOf(results.growth)));
  if (target === 'stdout') return;
  const readme = resolve(root, 'README.md');
  writeFileSync(readme, insertReport(readFileSync(readme, 'utf8'), report(results)));
}

function panelsOf({ sizes }: GrowthResult) {
  const series = (figure: (size: GrowthResult['sizes'][number], name: string) => number) =>
    OPERATIONS.map(({ name }) => ({ name, values: sizes.map((size) => figure(size, name)) }));
  const users = sizes.map(({ size }) => size);
  return [
    {
      title: 'Capacity units of a request, by users',
      sizes: users,
      series: series(({ costs }, name) => {
        const units = costs.find(({ operation }) => operation === name)?.units;
        return (units?.read ?? 0) + (units?.write ?? 0);
      }),
    },
    {
      title: 'CPU ms of the endpoint, 16 connections, by users',
      sizes: users,
      series: series(({ loads }, name) => {
        const load = loads.findLast(({ operation }) => operation === name);
        return load?.endpoint.cpuMs.median ?? 0;
      }),
    },
  ];
}

function progress(what: string): void {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  console.error(`${seconds.padStart(5)} s  ${what}`);
}
