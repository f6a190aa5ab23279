/** How much of the benchmark is run. */

import { parseArgs } from 'node:util';
import { StartFailure } from '#local/failure.ts';

export interface Settings {
  readonly format: 'text' | 'json';
  /** Whether README.md gets the tables, and docs/ the plots. */
  readonly target: 'stdout' | 'readme';
  readonly parts: readonly Part[];
  /** Users in the workspace, growing. */
  readonly sizes: readonly number[];
  readonly groups: {
    /** Members, growing. */
    readonly sizes: readonly number[];
    /** In the workspace of the groups; a larger group has ids of nobody besides. */
    readonly users: number;
    /** Members that are pushed at once, and of the group whose PUT changes one. */
    readonly pushed: number;
    readonly replaced: number;
  };
  readonly rounds: number;
  /** Rounds before these that are not counted, for the compilers of the processes. */
  readonly warmUps: number;
  /** The same at the first size: there the processes are new, and that of the bare calls runs each twice. */
  readonly firstWarmUps: number;
  /** Requests in a sample, by connections; of pages a quarter of them. */
  readonly requests: Readonly<Record<Connections, number>>;
}

export const PARTS = ['core', 'growth', 'groups', 'peer'] as const;
export type Part = (typeof PARTS)[number];

/** At which the load is driven. */
export const CONNECTIONS = [1, 16] as const;
export type Connections = (typeof CONNECTIONS)[number];

export const USAGE = `Usage: npm run bench -- [options]

  --quick        requests and units at 700 and 1,400 users, and a short look at everything else (1 minute)
  --full         with 100,000 users, in groups too (25 minutes at the most)
  --only <part>  core, growth, groups or peer
  --json         one document of JSON on stdout (npm run -s bench -- --json: else npm prints a heading)
  --readme       writes the tables into README.md and the plots to docs/benchmark-cost.svg

Without options: 1,000 and 10,000 users (8 minutes at the most). Progress is on stderr.`;

const GROUP_SIZES = [10, 1000, 10_000, 99_999];
const LOAD = { rounds: 5, warmUps: 2, firstWarmUps: 4, requests: { 1: 30, 16: 160 } } as const;

const KINDS = {
  quick: {
    sizes: [700, 1400],
    rounds: 1,
    warmUps: 0,
    firstWarmUps: 0,
    requests: { 1: 4, 16: 32 },
    groups: { sizes: [10, 100, 1000], users: 100, pushed: 100, replaced: 50 },
  },
  default: {
    sizes: [1000, 10_000],
    ...LOAD,
    groups: { sizes: GROUP_SIZES, users: 10_000, pushed: 10_000, replaced: 5000 },
  },
  full: {
    sizes: [1000, 10_000, 100_000],
    ...LOAD,
    groups: { sizes: GROUP_SIZES, users: 99_999, pushed: 10_000, replaced: 5000 },
  },
} as const;

/**
 * @returns undefined where help is asked for.
 * @throws {StartFailure} for an option that there is not, and options that exclude each other.
 */
export function readSettings(args: readonly string[]): Settings | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  if (values.quick && values.full) throw new StartFailure('--quick and --full exclude each other');
  if (values.only && values.readme) throw new StartFailure('--readme needs all parts');
  const kind = values.quick ? 'quick' : values.full ? 'full' : 'default';
  return {
    format: values.json ? 'json' : 'text',
    target: values.readme ? 'readme' : 'stdout',
    parts: values.only === undefined ? PARTS : [partNamed(values.only)],
    ...KINDS[kind],
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean' },
        full: { type: 'boolean' },
        only: { type: 'string' },
        json: { type: 'boolean' },
        readme: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new StartFailure(`${(error as Error).message} (--help shows what there is)`);
  }
}

function partNamed(name: string): Part {
  const part = PARTS.find((one) => one === name);
  if (part === undefined) throw new StartFailure(`--only takes ${PARTS.join(', ')}`);
  return part;
}
