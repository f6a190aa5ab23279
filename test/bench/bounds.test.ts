import { describe, expect, it } from '@jest/globals';
import { missedIn } from './bounds.ts';

const MEGABYTE = 1024 ** 2;
const figure = (median: number) => ({ median, lowest: median, highest: median });
const sample = (perSecond: number) => ({
  p50Ms: figure(1),
  p95Ms: figure(1),
  cpuMs: figure(1),
  perSecond: figure(perSecond),
});

const circumstances = { at: '', machine: '', emulator: '', peers: {} };
const run = { ...circumstances, command: '', rounds: 1, seconds: 1 };

const growthOf = (operation: string, addedMs: number, megabytes: number) => ({
  sizes: [
    {
      size: 1000,
      costs: [],
      memoryBytes: 0,
      peakMemoryBytes: megabytes * MEGABYTE,
      loads: [
        {
          ...{ operation, connections: 16 as const, addedCpuMs: figure(addedMs) },
          ...{ endpoint: sample(1), bareCalls: sample(1) },
        },
      ],
    },
  ],
});

const coreOf = (ours: number, peer: number, scimmy: number) => [
  {
    ...{ name: 'parse the filter', reach: 1.5, wrong: [] },
    times: Object.entries({ Rollcall: ours, peer, 'peer, in place': 1, scimmy }).map(
      ([contestant, ns]) => ({ contestant, ns: figure(ns) }),
    ),
  },
];

describe('the bounds of a run', () => {
  it.each([
    ['CPU that is added', { growth: growthOf('get', 0.5, 100) }, 'get adds 0.50 ms, not 0.4'],
    ['memory', { growth: growthOf('get', 0.3, 212) }, '212 MB, not 200'],
    ['the start', { footprint: { readyMs: figure(2100), memoryBytes: figure(1) } }, '2100 ms'],
    ['the fastest peer', { core: coreOf(10, 14.9, 200) }, '1.49 ×, not 1.5 ×'],
    ['SCIMMY', { core: coreOf(10, 20, 90) }, '9.00 × SCIMMY'],
  ])('are missed by %s', (_, parts, said) => {
    expect(missedIn({ ...run, ...parts })).toEqual([expect.stringContaining(said)]);
  });

  it('are missed where a peer is ahead end to end', () => {
    const operations = [
      { operation: 'create', endpoint: sample(60), peer: sample(250) },
      { operation: 'get', endpoint: sample(60), peer: sample(50) },
    ];

    expect(missedIn({ ...run, besidePeer: { size: 1000, operations } })).toEqual([
      'the SCIMMY server is ahead at create',
    ]);
  });

  it('are kept by what stays within them', () => {
    const growth = growthOf('get', 0.4, 200);

    expect(missedIn({ ...run, growth, core: coreOf(10, 15, 100) })).toEqual([]);
  });
});
