/** How much of the benchmark is run. */

import { parseArgs } from 'node:util';

export interface Settings {
  readonly kind: 'quick' | 'default' | 'full';
  readonly format: 'text' | 'json';
  /** Whether README.md gets the tables. */
  readonly target: 'stdout' | 'readme';
  /** Users in the workspace, growing. */
  readonly sizes: readonly number[];
  readonly rounds: number;
  /** Rounds before these that are not counted, for the compilers of the processes. */
  readonly warmUps: number;
  /** Requests in a sample, by connections; of pages a quarter of them. */
  readonly requests: Readonly<Record<Connections, number>>;
}

/** At which the load is driven. */
export const CONNECTIONS = [1, 16] as const;
export type Connections = (typeof CONNECTIONS)[number];

export const USAGE = `Usage: npm run bench -- [options]

  --quick   requests and units at 700 and 1,400 users, and a short look at everything else (1 minute)
  --full    with 100,000 users (25 minutes at the most)
  --json    one document of JSON on stdout
  --readme  writes the tables into README.md as well

Without options: 1,000 and 10,000 users (8 minutes at the most). Progress is on stderr; the plot is
drawn to docs/benchmark-cost.svg.`;

const KINDS = {
  quick: { sizes: [700, 1400], rounds: 1, warmUps: 0, requests: { 1: 4, 16: 32 } },
  default: { sizes: [1000, 10_000], rounds: 3, warmUps: 2, requests: { 1: 30, 16: 160 } },
  full: { sizes: [1000, 10_000, 100_000], rounds: 3, warmUps: 2, requests: { 1: 30, 16: 160 } },
} as const;

/** @returns undefined where help is asked for. @throws {TypeError} for an option that there is not. */
export function readSettings(args: readonly string[]): Settings | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean' },
      full: { type: 'boolean' },
      json: { type: 'boolean' },
      readme: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return undefined;
  if (values.quick && values.full) throw new TypeError('--quick and --full exclude each other');
  const kind = values.quick ? 'quick' : values.full ? 'full' : 'default';
  return {
    kind,
    format: values.json ? 'json' : 'text',
    target: values.readme ? 'readme' : 'stdout',
    ...KINDS[kind],
  };
}
