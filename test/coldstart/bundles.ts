/** The functions as the stack bundles them, and what each consists of. */

import { resolve } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { BUILD, BUNDLING, ROOT } from '#infra/bundling.ts';

export interface Bundle {
  /** `functions/users/create-user.ts` */
  readonly entry: string;
  /** The bundle, ready to be imported. */
  readonly file: string;
  readonly bytes: number;
  /** Of those, ours. */
  readonly ownBytes: number;
  /** Packages of AWS clients that are in it. */
  readonly clients: readonly string[];
  /** Every module in it, and what it imports from Node.js. */
  readonly modules: readonly string[];
}

export const BARE_ENTRY = 'test/coldstart/bare.ts';

/**
 * @param folder where the bundles go.
 * @param alias what is put in place of which package.
 */
export async function bundle(
  entries: readonly string[],
  folder: string,
  alias: Readonly<Record<string, string>> = BUNDLING.alias,
): Promise<readonly Bundle[]> {
  const { metafile } = await build({
    entryPoints: [...entries],
    ...BUILD,
    outbase: ROOT,
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    metafile: true,
    alias: { ...alias },
  });
  return Object.entries(metafile.outputs).map(([path, output]) => toBundle(path, output));
}

function toBundle(path: string, { bytes, inputs, imports, entryPoint = '' }: Output): Bundle {
  const parts = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const ownBytes = parts
    .filter(([name]) => !name.includes('node_modules/'))
    .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
  const clients = parts.flatMap(([name]) => /@aws-sdk\/(client-[\w-]+)\//.exec(name)?.[1] ?? []);
  const modules = [...parts.map(([name]) => name), ...imports.map((imported) => imported.path)];
  const file = resolve(ROOT, path);
  const about = { clients: [...new Set(clients)].sort(), modules };
  return { entry: entryPoint, file, bytes, ownBytes, ...about };
}

type Output = Metafile['outputs'][string];

/**
 * The commands that an entry's own code can send: what is left of it when nothing but reachable code is
 * left. An object with several methods keeps all of them, so it is an upper bound.
 */
export async function commandsOf(entry: string): Promise<ReadonlySet<string>> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  const code = outputFiles.map(({ text }) => text).join('\n');
  return new Set(Array.from(code.matchAll(/new (\w+)Command\(/g), ([, name = '']) => name));
}
