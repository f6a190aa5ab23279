/** From a place in a function's one minified file back to the source: for a stack in its log. */

import { SourceMap } from 'node:module';
import { relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { ENTRIES } from '#functions/routes.ts';
import { BUILD, ROOT } from '#infra/bundling.ts';

/** Of a place in what Lambda runs: `file:///var/task/index.mjs:1:23456`, also without its folder. */
const PLACE = /(?:(?:file:\/\/)?\/[\w/.-]*|(?<![\w.-]))index\.mjs:(\d+):(\d+)/g;

/**
 * @param path from the current folder, or a whole one.
 * @returns the entry as `routes.ts` has it; undefined where no function has it.
 */
export function entryAt(path: string): string | undefined {
  const entry = relative(ROOT, resolve(path));
  return ENTRIES.includes(entry) ? entry : undefined;
}

/**
 * Bundles a function once more, as the stack does: the same source and lock file make the same file, so
 * the deployed one needs no map beside it.
 *
 * @param entry `functions/users/patch-user.ts`
 */
export async function sourceMapOf(entry: string): Promise<SourceMap> {
  const { outputFiles = [] } = await build({
    ...BUILD,
    entryPoints: [entry],
    outfile: 'index.mjs',
    sourcemap: 'external',
    sourcesContent: false,
    write: false,
  });
  const [map] = outputFiles.filter(({ path }) => path.endsWith('.map'));
  return new SourceMap(JSON.parse(String(map?.text)));
}

/** @returns the text with every place in the bundle as one in the source: `lib/scim/json.ts:12:3`. */
export function withSourcePlaces(text: string, map: SourceMap): string {
  return text.replaceAll(PLACE, (place, line: string, column: string) => {
    const found = map.findEntry(Number(line) - 1, Number(column) - 1);
    if (!('originalSource' in found)) return place;
    return `${found.originalSource}:${found.originalLine + 1}:${found.originalColumn + 1}`;
  });
}
