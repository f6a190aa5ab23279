import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { BUILD } from '#infra/bundling.ts';
import { sourceMapOf, withSourcePlaces } from '#infra/source-places.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-places-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a stack of a bundled function', () => {
  it('leads back to the lines of the source, in a line of a log as well', async () => {
    const entry = join(folder, 'failing.ts');
    writeFileSync(
      entry,
      'export function failing(text: string): never {\n  throw new Error(text);\n}\n',
    );
    const bundle = join(folder, 'index.mjs');
    await build({ ...BUILD, entryPoints: [entry], outfile: bundle });
    const { failing } = await import(bundle);
    const stack = await Promise.resolve('no')
      .then(failing)
      .catch((error: Error) => error.stack);
    const line = JSON.stringify({ error: { stack: String(stack).split('\n') } });

    const shown = withSourcePlaces(line, await sourceMapOf(entry));

    expect(line).toContain('index.mjs:1:');
    expect(JSON.parse(shown).error.stack[1]).toMatch(/failing\.ts:2:9\)?$/);
  });

  it('can lead to our own code and to what it depends on', async () => {
    const map = await sourceMapOf('functions/users/get-user.ts');

    expect(map.payload.sources).toContain('functions/users/get-user.ts');
    expect(map.payload.sources).toContain('lib/provisioning/users/get-user.ts');
    expect(map.payload.sources.join()).toContain('node_modules/@aws-sdk/client-dynamodb/');
  });

  it('keeps what is no place of the bundle as it is', async () => {
    const map = await sourceMapOf('functions/users/get-user.ts');
    const text = 'at process.processTicksAndRejections (node:internal/process/task_queues:105:5)\n';

    expect(withSourcePlaces(text, map)).toBe(text);
  });
});
