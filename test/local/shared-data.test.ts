/** Who may use a data folder, or a DynamoDB, together. */

import { describe, expect, it } from '@jest/globals';
import { startEmulator } from '#local/emulator.ts';
import { availableEmulator } from '#local/emulator-command.ts';
import {
  endWithin,
  killAll,
  newFolder,
  type Ready,
  readyLine,
  start,
  startReady,
  useProcesses,
} from './processes.ts';

useProcesses();

function users({ scimBaseUrl }: Pick<Ready, 'scimBaseUrl'>, token: string | undefined) {
  return fetch(`${scimBaseUrl}/Users`, { headers: { authorization: `Bearer ${token}` } });
}

describe('a second endpoint on the data folder of a running one', () => {
  it('refuses with a clear sentence, and the first goes on', async () => {
    const data = newFolder();
    const first = await startReady(['--data', data]);

    const second = start(['--json', '--port', '0', '--data', data]);
    const code = await endWithin(second);

    expect(code).toBe(1);
    expect(second.stderr()).toMatch(/^rollcall: [^\n]*in use[^\n]*\n$/);
    expect(second.stderr()).toContain(data);
    expect(second.stdout()).toBe('');
    expect((await users(first, first.tokens['standard-demo'])).status).toBe(200);
  });

  it('refuses also where both start at the same moment, time after time', async () => {
    const outcomes = [];
    for (let round = 0; round < 3; round += 1) {
      const data = newFolder();
      const both = [0, 1].map(() => start(['--json', '--port', '0', '--data', data]));
      const ready = both.map((started) => readyLine(started).then(() => 'ready', started.stderr));
      outcomes.push((await Promise.all(ready)).sort());
      killAll(both.map(({ child }) => Number(child.pid)));
    }

    expect(outcomes).toEqual(
      Array(3).fill(['ready', expect.stringMatching(/^rollcall: [^\n]*in use[^\n]*\n$/)]),
    );
  });

  it('starts as soon as the first has been killed', async () => {
    const data = newFolder();
    const first = await startReady(['--data', data]);

    first.child.kill('SIGKILL');
    const second = await startReady(['--data', data]);

    expect((await users(second, first.tokens['standard-demo'])).status).toBe(200);
  });
});

describe('several endpoints on one DynamoDB', () => {
  it('with one data folder accept the tokens of each other, and see each other’s users', async () => {
    const data = newFolder();
    const emulator = await startEmulator(availableEmulator());
    const env = { DYNAMODB_ENDPOINT: emulator.endpoint };
    const all = await Promise.all([0, 1, 2].map(() => startReady(['--data', data], env)));

    const statuses = [];
    for (const { tokens } of all) {
      for (const endpoint of all) {
        const answers = Object.values(tokens).map((token) => users(endpoint, token));
        statuses.push(...(await Promise.all(answers)).map(({ status }) => status));
      }
    }
    const [first, second] = all as [Ready, Ready];
    const created = await fetch(`${first.scimBaseUrl}/Users`, {
      method: 'POST',
      headers: { authorization: String(first.tokens['standard-demo']) },
      body: '{"userName":"shared"}',
    });
    const { id } = (await created.json()) as { readonly id: string };
    const read = await fetch(`${second.scimBaseUrl}/Users/${id}`, {
      headers: { authorization: String(first.tokens['standard-demo']) },
    });
    for (const { child, ended } of all) {
      child.kill('SIGTERM');
      await ended;
    }
    await emulator.stop();

    expect(statuses).toEqual(Array(27).fill(200));
    expect([created.status, read.status]).toEqual([201, 200]);
  });

  it('leave it running when they end', async () => {
    const emulator = await startEmulator(availableEmulator());
    const env = { DYNAMODB_ENDPOINT: emulator.endpoint };
    const first = await startReady(['--data', newFolder()], env);

    first.child.kill('SIGTERM');
    const code = await endWithin(first);
    const second = await startReady([], env);
    second.child.kill('SIGTERM');
    await second.ended;
    await emulator.stop();

    expect(code).toBe(0);
  });
});
