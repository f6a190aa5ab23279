import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lockFolder, openDataFolder, unlockFolder, waitForFolder } from '#local/data-folder.ts';
import { type Emulator, startEmulator } from '#local/emulator.ts';
import { availableEmulator } from '#local/emulator-command.ts';
import { StartFailure } from '#local/failure.ts';

let folder: string;
let emulator: Emulator | undefined;
let server: Server | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-folder-'));
});
afterEach(async () => {
  await emulator?.stop();
  server?.closeAllConnections();
  server?.close();
  [emulator, server] = [undefined, undefined];
  rmSync(folder, { recursive: true });
});

describe('the data folder', () => {
  it('is made where it is missing, with the folders above it', () => {
    const path = openDataFolder(join(folder, 'a', 'b'));

    expect(path).toBe(join(folder, 'a', 'b'));
    expect(statSync(path).isDirectory()).toBe(true);
    expect(readdirSync(path)).toEqual([]);
  });

  it('may be there, with something in it', () => {
    writeFileSync(join(folder, 'other'), '');

    const path = openDataFolder(folder);

    expect(readdirSync(path)).toEqual(['other']);
  });

  it.each(['file', 'file/folder'])('cannot be a file, nor inside of one: %s', (name) => {
    writeFileSync(join(folder, 'file'), '');

    const open = () => openDataFolder(join(folder, name));

    expect(open).toThrow(StartFailure);
    expect(open).toThrow(join(folder, name));
  });

  it('cannot stand in a folder that takes none, where a recursive mkdir never ends', () => {
    const place = process.platform === 'linux' ? '/proc/rollcall/a' : '/dev/null/a';
    const script = `import { openDataFolder } from '#local/data-folder.ts'; openDataFolder('${place}')`;

    // A process of its own: what does not end cannot be ended from within.
    const { stderr, signal } = spawnSync('node', ['--import', 'tsx', '--eval', script], {
      timeout: 60_000,
    });

    expect(signal).toBeNull();
    expect(String(stderr)).toContain(`StartFailure: cannot use ${place} for data`);
  });
});

describe('the lock of the data folder', () => {
  it('is none at first, and none after it was taken away', async () => {
    await expect(waitForFolder(folder)).resolves.toBeUndefined();

    lockFolder(folder, 'http://127.0.0.1:1');
    unlockFolder(folder);

    expect(readdirSync(folder)).toEqual([]);
    await expect(waitForFolder(folder)).resolves.toBeUndefined();
  });

  it('holds as long as its emulator runs, and says whose folder it is', async () => {
    emulator = await startEmulator(availableEmulator());
    lockFolder(folder, emulator.endpoint);

    const waiting = waitForFolder(folder);

    await expect(waiting).rejects.toThrow(StartFailure);
    await expect(waiting).rejects.toThrow(folder);
  });

  it('is waited for while its emulator is on its way out', async () => {
    const leaving = await startEmulator(availableEmulator());
    lockFolder(folder, leaving.endpoint);

    const waiting = waitForFolder(folder);
    await leaving.stop();

    await expect(waiting).resolves.toBeUndefined();
  });

  it('holds nobody off once its emulator has been killed', async () => {
    const killed = await startEmulator(availableEmulator());
    lockFolder(folder, killed.endpoint);
    await killed.stop();

    await expect(waitForFolder(folder)).resolves.toBeUndefined();
  });

  it('holds nobody off where another server has got the port of a killed emulator', async () => {
    server = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1');
    await new Promise((resume) => server?.once('listening', resume));
    const { port } = server.address() as AddressInfo;
    lockFolder(folder, `http://127.0.0.1:${port}`);

    await expect(waitForFolder(folder)).resolves.toBeUndefined();
  });

  it.each(['', '{', '[]', 'null', '{"endpoint":1}', '{"endpoint":"nonsense"}'])(
    'holds nobody off where it cannot be read: %s',
    async (text) => {
      writeFileSync(join(folder, 'emulator.json'), text);

      await expect(waitForFolder(folder)).resolves.toBeUndefined();
    },
  );

  it('can be a folder by mistake without harm', async () => {
    mkdirSync(join(folder, 'emulator.json'));

    await expect(waitForFolder(folder)).resolves.toBeUndefined();
  });
});
