/** The results as Markdown: what the README shows, and what a terminal can. */

import type { CoreResult } from './core.ts';
import { US } from './core-cases.ts';
import type { OperationCost } from './count-operations.ts';
import type { LoadResult, SizeResult } from './growth.ts';
import { OPERATIONS } from './operations.ts';
import type { Results } from './results.ts';
import { CONNECTIONS } from './settings.ts';
import type { Figure } from './statistics.ts';

const MEGABYTE = 1024 ** 2;
const BUSIEST = CONNECTIONS[1];

/** Tables with a sentence or two above each. */
export function report(results: Results): string {
  const { at, kind, rounds, machine, growth, besidePeer } = results;
  const sizes = growth.sizes.map(({ size }) => whole(size));
  return [
    `Taken on ${at} by \`npm run bench${kind === 'default' ? '' : ` -- --${kind}`}\` on ${machine}, with ${growth.emulator} on the same machine. Figures are medians of ${rounds} interleaved rounds, with the lowest and the highest behind them.`,
    `**DynamoDB requests and capacity units of a request**, authentication included, for users in no group; the same with ${sizes.join(', ')} users. Units are computed from item sizes by AWS's rule (\`test/bench/capacity-units.ts\`).`,
    costTable(growth.sizes),
    `**CPU milliseconds that our code adds** to those of the same DynamoDB calls, sent bare through the same client in a process of its own, at ${BUSIEST} connections.`,
    cpuTable(growth.sizes),
    ...growth.sizes.flatMap((size) => [
      `**Latency and throughput with ${whole(size.size)} users**: milliseconds p50 / p95 at 1 and ${BUSIEST} connections, and of the same DynamoDB calls alone.`,
      latencyTable(size),
    ]),
    '**The protocol core alone**, CPU nanoseconds for doing it once, every answer checked first.',
    coreTable(results.core),
    `**Beside a SCIMMY server** with ${whole(besidePeer.size)} users in its own memory, express and SCIMMYRouters as its documentation has them; up to ${BUSIEST} connections. It does not keep its users; ours are in the emulator, on the same cores.`,
    peerTable(results),
    footprintLine(results),
  ].join('\n\n');
}

function costTable(sizes: readonly SizeResult[]): string {
  const [first, last] = [sizes[0]?.costs ?? [], sizes.at(-1)?.costs ?? []];
  return table(
    ['Operation', 'Reads', 'Writes', 'Read units', 'Write units', 'Largest : smallest'],
    first.map((cost, index) => [
      cost.operation,
      String(cost.reads),
      cost.writes.join(', ') || 'none',
      String(cost.units.read),
      String(cost.units.write),
      ratio(sumOf(last[index]), sumOf(cost)),
    ]),
  );
}

function sumOf(cost: OperationCost | undefined): number {
  return cost === undefined ? Number.NaN : cost.units.read + cost.units.write;
}

function cpuTable(sizes: readonly SizeResult[]): string {
  const loadsOf = ({ loads }: SizeResult, name: string) => find(loads, name, BUSIEST);
  return table(
    [
      'Operation',
      ...sizes.map(({ size }) => `${whole(size)} users`),
      'Endpoint, bare calls',
      'May be',
    ],
    OPERATIONS.map(({ name, maxAddedCpuMs }) => {
      const largest = sizes.at(-1);
      const { endpoint, bareCalls } = loadsOf(largest as SizeResult, name);
      return [
        name,
        ...sizes.map((size) => spread(loadsOf(size, name).addedCpuMs, 2)),
        `${endpoint.cpuMs.median.toFixed(2)}, ${bareCalls.cpuMs.median.toFixed(2)}`,
        maxAddedCpuMs === undefined ? '' : String(maxAddedCpuMs),
      ];
    }),
  );
}

function latencyTable({ loads }: SizeResult): string {
  const times = (side: LoadResult['endpoint']) =>
    `${side.p50Ms.median.toFixed(1)} / ${side.p95Ms.median.toFixed(1)}`;
  const columns = CONNECTIONS.flatMap((count) => [`${count} conn.`, 'calls alone', 'requests/s']);
  return table(
    ['Operation', ...columns],
    OPERATIONS.map(({ name }) => [
      name,
      ...CONNECTIONS.flatMap((connections) => {
        const { endpoint, bareCalls } = find(loads, name, connections);
        return [times(endpoint), times(bareCalls), whole(endpoint.perSecond.median)];
      }),
    ]),
  );
}

function coreTable(core: readonly CoreResult[]): string {
  return table(
    ['', US, 'Peers', 'Faster than the fastest', 'Than SCIMMY'],
    core.map(({ name, times, wrong }) => {
      const nsOf = (who: string) => times.find((time) => time.contestant === who)?.ns;
      const us = nsOf(US)?.median ?? Number.NaN;
      const peers = times.filter(({ contestant }) => contestant !== US);
      // A resource that is patched in place is left half changed by a request that fails (§3.5.2).
      const comparable = peers.filter(({ contestant }) => !contestant.includes('in place'));
      const fastest = Math.min(...comparable.map(({ ns }) => ns.median));
      return [
        name,
        spread(nsOf(US) as Figure, 0),
        [
          ...peers.map(({ contestant, ns }) => `${contestant} ${spread(ns, 0)}`),
          ...wrong.map((who) => `${who} answers wrong`),
        ].join('; '),
        `${ratio(fastest, us)} ×`,
        `${ratio(nsOf('scimmy')?.median ?? Number.NaN, us)} ×`.replace('NaN ×', ''),
      ];
    }),
  );
}

function peerTable({ besidePeer }: Results): string {
  return table(
    ['Operation', `${US}: requests/s`, 'SCIMMY: requests/s', 'Ratio', 'p50 ms', 'SCIMMY: p50 ms'],
    besidePeer.operations.map(({ operation, endpoint, peer }) => [
      operation,
      spread(endpoint.perSecond, 0),
      spread(peer.perSecond, 1),
      `${ratio(endpoint.perSecond.median, peer.perSecond.median)} ×`,
      endpoint.p50Ms.median.toFixed(1),
      peer.p50Ms.median.toFixed(1),
    ]),
  );
}

function footprintLine({ footprint, growth }: Results): string {
  const megabytes = (bytes: number) => whole(bytes / MEGABYTE);
  const { readyMs, memoryBytes } = footprint;
  const after = growth.sizes.map(
    (one) =>
      `${megabytes(one.memoryBytes)} MB (${megabytes(one.peakMemoryBytes)} MB at the most so far) with ${whole(one.size)} users`,
  );
  return `**The endpoint process** is ready ${spread(readyMs, 0)} ms after its start, its emulator included, and has ${megabytes(memoryBytes.median)} MB then; under load ${after.join(', ')}.`;
}

function find(loads: readonly LoadResult[], operation: string, connections: number): LoadResult {
  const load = loads.find((one) => one.operation === operation && one.connections === connections);
  if (load === undefined) throw new RangeError(`there is no load of ${operation}`);
  return load;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** `1.23 (1.10–1.40)` */
function spread({ median, lowest, highest }: Figure, digits: number): string {
  const [low, high] = [lowest.toFixed(digits), highest.toFixed(digits)];
  return `${median.toFixed(digits)} (${low}–${high})`;
}

function ratio(a: number, b: number): string {
  return (a / b).toFixed(1);
}

function whole(number: number): string {
  return Math.round(number).toLocaleString('en-US');
}
