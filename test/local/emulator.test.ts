import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTable } from '#local/create-table.ts';
import { type Emulator, startEmulator } from '#local/emulator.ts';
import { availableEmulator, type EmulatorCommand } from '#local/emulator-command.ts';
import { StartFailure } from '#local/failure.ts';
import { localClient } from '#local/local-client.ts';
import { answers } from '#local/probe.ts';

const saying = (script: string): EmulatorCommand => ({
  name: 'Test emulator',
  command: () => ['sh', '-c', script],
});

let folder: string;
let emulator: Emulator | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-emulator-'));
});
afterEach(async () => {
  await emulator?.stop();
  emulator = undefined;
  rmSync(folder, { recursive: true });
});

describe('an emulator', () => {
  it('answers when it has been started, and no longer when it has been stopped', async () => {
    emulator = await startEmulator(availableEmulator());
    const { endpoint } = emulator;

    const before = await answers(endpoint);
    await emulator.stop();

    expect([before, await answers(endpoint)]).toEqual([true, false]);
  });

  it('can be stopped twice', async () => {
    emulator = await startEmulator(availableEmulator());

    await Promise.all([emulator.stop(), emulator.stop()]);

    await expect(emulator.ended).resolves.toBeUndefined();
  });

  it('keeps what it is given a folder for', async () => {
    emulator = await startEmulator(availableEmulator(), folder);
    const first = localClient(emulator.endpoint);
    await createTable(first, 'kept');
    first.destroy();
    await emulator.stop();

    emulator = await startEmulator(availableEmulator(), folder);
    const client = localClient(emulator.endpoint);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'kept' }));
    client.destroy();

    expect(Table?.TableStatus).toBe('ACTIVE');
  });

  it('takes another port where somebody was faster at the first', async () => {
    const { name, command } = availableEmulator();
    const taken = ['sh', '-c', 'echo failed to bind: Address in use >&2; exit 1'];
    const ports: number[] = [];

    emulator = await startEmulator({
      name,
      command: (port) => (ports.push(port) === 1 ? taken : command(port)),
    });

    expect(ports).toHaveLength(2);
    expect(emulator.endpoint).toBe(`http://127.0.0.1:${ports[1]}`);
    expect(await answers(emulator.endpoint)).toBe(true);
  });
});

describe('an emulator that does not start', () => {
  it.each([
    ['is missing', { name: 'X', command: () => ['/no/such/binary'] }, /not found|No such file/],
    ['gives up at once', saying('echo first; echo why not >&2; exit 3'), /why not/],
    ['says nothing', saying('exit 1'), /says nothing/],
    ['finds every port in use', saying('echo in use >&2; exit 1'), /in use/],
  ])('is one sentence with what it has said: it %s', async (_, command, reason) => {
    const starting = startEmulator(command, folder);

    await expect(starting).rejects.toThrow(StartFailure);
    await expect(starting).rejects.toThrow(reason);
    await expect(starting).rejects.toThrow(folder);
    await expect(starting).rejects.toThrow(/^[^\n]+$/);
  });
});
