/** The results as Markdown: what the README shows, and what a terminal can. */

import { missedIn } from './bounds.ts';
import { type CoreResult, contestOf } from './core.ts';
import { US } from './core-cases.ts';
import { type OperationCost, reportedOtherwise } from './count-operations.ts';
import type { Footprint } from './footprint.ts';
import { groupsReport } from './groups-report.ts';
import type { GrowthResult, LoadResult, SizeResult } from './growth.ts';
import { ratio, spread, table, whole } from './markdown.ts';
import { OPERATIONS } from './operations.ts';
import type { Results } from './results.ts';
import { CONNECTIONS } from './settings.ts';

const MEGABYTE = 1024 ** 2;
const BUSIEST = CONNECTIONS[1];
const CALLS_ALONE =
  ' *Calls alone* are the DynamoDB calls of such a request without any server, as above: what the emulator has to give.';

/** Tables with a sentence or two above each. */
export function report(results: Results): string {
  const { at, command, rounds, machine, emulator, seconds } = results;
  return [
    `Taken on ${at} by one run of \`${command}\` in ${whole(seconds)} seconds on ${machine}, with ${emulator} on the same machine. Figures are medians of ${rounds} interleaved rounds (reads of one user at 16 connections: of four samples in each), with the lowest and the highest behind them.`,
    ...(results.growth ? growthReport(results.growth, emulator) : []),
    ...(results.groups ? groupsReport(results.groups) : []),
    ...(results.core ? coreReport(results.core) : []),
    ...(results.besidePeer ? peerReport(results.besidePeer, results.growth) : []),
    ...(results.footprint && results.growth
      ? [footprintLine(results.footprint, results.growth)]
      : []),
    missedLine(missedIn(results)),
  ].join('\n\n');
}

function growthReport({ sizes }: GrowthResult, emulator: string): readonly string[] {
  const counts = sizes.map(({ size }) => whole(size)).join(', ');
  return [
    `**DynamoDB requests and capacity units of a request**, authentication included, for users in no group; the same with ${counts} users. Units are computed from item sizes by AWS's rule (\`test/bench/capacity-units.ts\`). ${reportedSentence(sizes, emulator)}`,
    costTable(sizes),
    `**CPU milliseconds that our code adds** to those of the same DynamoDB calls, sent bare through the same client in a process of its own, at ${BUSIEST} connections.`,
    cpuTable(sizes),
    ...sizes.flatMap((size) => [
      `**Latency and throughput with ${whole(size.size)} users**: milliseconds p50 / p95 at 1 and ${BUSIEST} connections, and of the same DynamoDB calls alone.`,
      latencyTable(size),
    ]),
  ];
}

function coreReport(core: readonly CoreResult[]): readonly string[] {
  return [
    '**The protocol core alone**, CPU nanoseconds for doing it once, every answer checked first.',
    coreTable(core),
  ];
}

type BesidePeer = NonNullable<Results['besidePeer']>;

function peerReport(besidePeer: BesidePeer, growth?: GrowthResult): readonly string[] {
  const same = growth?.sizes.find(({ size }) => size === besidePeer.size);
  const alone = same === undefined ? '' : CALLS_ALONE;
  return [
    `**Beside a SCIMMY server** with ${whole(besidePeer.size)} users, express and SCIMMYRouters as its documentation has them; up to ${BUSIEST} connections. It keeps its users in a Map, so a write of its is gone with the process; ours are committed to the emulator, which has the same cores.${alone}`,
    peerTable(besidePeer, same),
  ];
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

function reportedSentence(sizes: readonly SizeResult[], emulator: string): string {
  const [first] = sizes;
  const others = reportedOtherwise(first?.costs ?? []).map(
    ({ operation, reported: { read, write } }) => `${operation} ${read} and ${write}`,
  );
  const asked = `${emulator}, asked for \`ReturnConsumedCapacity\`, reports`;
  if (others.length === 0) return `${asked} the same.`;
  return `${asked} other read and write units: ${others.join(', ')}.`;
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
    core.map((result) => {
      const { name, times, wrong } = result;
      const { ours, fastestPeer, scimmy } = contestOf(result);
      const peers = times.filter(({ contestant }) => contestant !== US);
      return [
        name,
        spread(ours, 0),
        [
          ...peers.map(({ contestant, ns }) => `${contestant} ${spread(ns, 0)}`),
          ...wrong.map((who) => `${who} answers wrong`),
        ].join('; '),
        `${ratio(fastestPeer, ours.median)} ×`,
        scimmy === undefined ? '' : `${ratio(scimmy, ours.median)} ×`,
      ];
    }),
  );
}

function peerTable({ operations }: BesidePeer, same: SizeResult | undefined): string {
  const calls = (operation: string) =>
    same ? [spread(find(same.loads, operation, BUSIEST).bareCalls.perSecond, 0)] : [];
  return table(
    [
      'Operation',
      `${US}: requests/s`,
      'SCIMMY: requests/s',
      'Ratio',
      'p50 ms',
      'SCIMMY: p50 ms',
      ...(same ? ['Calls alone: requests/s'] : []),
    ],
    operations.map(({ operation, endpoint, peer }) => [
      operation,
      spread(endpoint.perSecond, 0),
      spread(peer.perSecond, 1),
      `${ratio(endpoint.perSecond.median, peer.perSecond.median)} ×`,
      endpoint.p50Ms.median.toFixed(1),
      peer.p50Ms.median.toFixed(1),
      ...calls(operation),
    ]),
  );
}

function footprintLine({ readyMs, memoryBytes }: Footprint, growth: GrowthResult): string {
  const megabytes = (bytes: number) => whole(bytes / MEGABYTE);
  const after = growth.sizes.map(
    (one) =>
      `${megabytes(one.memoryBytes)} MB (${megabytes(one.peakMemoryBytes)} MB at the most so far) with ${whole(one.size)} users`,
  );
  return `**The endpoint process** is ready ${spread(readyMs, 0)} ms after its start, its emulator included, and has ${megabytes(memoryBytes.median)} MB then; under load ${after.join(', ')}.`;
}

function missedLine(missed: readonly string[]): string {
  if (missed.length === 0) return '**Everything measured is within its bounds.**';
  return ['**What is missed**:\n', ...missed.map((one) => `- ${one}`)].join('\n');
}

function find(loads: readonly LoadResult[], operation: string, connections: number): LoadResult {
  const load = loads.find((one) => one.operation === operation && one.connections === connections);
  if (load === undefined) throw new RangeError(`there is no load of ${operation}`);
  return load;
}
