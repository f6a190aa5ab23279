import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { BUILD, ROOT } from '#infra/bundling.ts';
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

  it.each(['file:///var/task/index.mjs', '/var/task/index.mjs', 'index.mjs', '(index.mjs'])(
    'is found where the file is %s',
    async (file) => {
      const map = await sourceMapOf('functions/users/get-user.ts');

      expect(withSourcePlaces(`at a ${file}:1:5000`, map)).toMatch(/\.(ts|js):\d+:\d+$/);
    },
  );

  it('keeps what is no place of the bundle as it is', async () => {
    const map = await sourceMapOf('functions/users/get-user.ts');
    const text =
      'at process.processTicksAndRejections (node:internal/process/task_queues:105:5)\nother-index.mjs:1:5000';

    expect(withSourcePlaces(text, map)).toBe(text);
  });
});

describe('npm run trace', () => {
  const run = promisify(execFile);
  const trace = (...args: readonly string[]) =>
    run(process.execPath, ['--import', 'tsx', 'bin/trace.ts', ...args], { cwd: ROOT });

  it.each([
    ['a folder', 'functions'],
    ['a file of no function', 'functions/routes.ts'],
    ['nothing', 'no-such'],
  ])('refuses %s in a sentence that says what to give', async (_, path) => {
    await expect(trace(path)).rejects.toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(
        new RegExp(`^rollcall: ${path} is not the file of a function: .*\\nusage: .*\\n$`),
      ),
    });
  });

  it.each([
    'functions/not-found.ts',
    './functions/not-found.ts',
    resolve(ROOT, 'functions/not-found.ts'),
  ])('takes a function by its path: %s', async (path) => {
    const running = trace(path);
    running.child.stdin?.end('no place\n');

    expect((await running).stdout).toBe('no place\n');
  });
});
