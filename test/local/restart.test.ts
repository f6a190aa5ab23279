/** What `--data` keeps from one start to the next. */

import { describe, expect, it } from '@jest/globals';
import { startEmulator } from '#local/emulator.ts';
import { availableEmulator } from '#local/emulator-command.ts';
import { newFolder, type Ready, start, startReady, until, useProcesses } from './processes.ts';

useProcesses();

async function stop({ child, ended }: Pick<Ready, 'child' | 'ended'>): Promise<void> {
  child.kill('SIGTERM');
  await ended;
}

function request({ scimBaseUrl }: Ready, token: string | undefined, path: string, body?: object) {
  return fetch(`${scimBaseUrl}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: body && JSON.stringify(body),
  });
}

const WORKSPACES = ['modernloop-demo', 'modjo-demo', 'standard-demo'];

describe('a restart on the same data folder', () => {
  it('keeps the users as they were, in each workspace', async () => {
    const data = newFolder();
    const first = await startReady(['--data', data, '--host', '127.0.0.1']);
    const before = [];
    for (const id of WORKSPACES) {
      const userName = `barbara@${id}.example`;
      const name = { givenName: 'Barbara', familyName: 'Jensen' };
      const user = { userName, name, emails: [{ value: userName, primary: true }], externalId: id };
      const answer = await request(first, first.tokens[id], '/Users', user);
      before.push(await answer.json());
    }
    await stop(first);
    const port = new URL(first.scimBaseUrl).port;

    const second = await startReady(['--data', data, '--port', port]);
    const after = [];
    for (const [index, id] of WORKSPACES.entries()) {
      const { id: user } = before[index] as { readonly id: string };
      after.push(await (await request(second, second.tokens[id], `/Users/${user}`)).json());
    }

    expect(after).toEqual(before);
    const list = await request(second, second.tokens['standard-demo'], '/Users');
    expect(await list.json()).toMatchObject({ totalResults: 1 });
  });

  it('gives each workspace a fresh token beside the old ones, drops the oldest of six, and says so', async () => {
    const data = newFolder();
    const issued: Ready['tokens'][] = [];
    const logs: Ready['stderr'][] = [];
    let last: Ready | undefined;
    for (let round = 0; round < 6; round += 1) {
      if (last !== undefined) await stop(last);
      last = await startReady(['--data', data, '--no-events']);
      issued.push(last.tokens);
      logs.push(last.stderr);
    }

    const statuses = [];
    for (const tokens of issued) {
      const answers = await Promise.all(
        WORKSPACES.map((id) => request(last as Ready, tokens[id], '/Users')),
      );
      statuses.push(answers.map(({ status }) => status));
    }
    await stop(last as Ready);
    const said = logs.map((log) => log());

    expect(new Set(issued.flatMap((tokens) => Object.values(tokens))).size).toBe(18);
    expect(statuses).toEqual([[401, 401, 401], ...Array(5).fill([200, 200, 200])]);
    expect(said.slice(0, 5)).toEqual(['', '', '', '', '']);
    for (const id of WORKSPACES) expect(said[5]).toMatch(new RegExp(`^${id} .*oldest.*$`, 'm'));
    expect(said[5]).not.toContain('rc_');
    const { stdout } = start(['--data', data, '--port', '0']);
    await until(() => stdout().includes('curl') || undefined);
    for (const id of WORKSPACES) expect(stdout()).toMatch(new RegExp(`^${id} .*oldest.*$`, 'm'));
  });

  it('makes the folder where it is missing, with the folders above it', async () => {
    const data = `${newFolder()}/a/b c`;

    const first = await startReady(['--data', data]);
    await stop(first);
    const second = await startReady(['--data', data]);

    expect((await request(second, first.tokens['standard-demo'], '/Users')).status).toBe(200);
  });
});

describe('without a data folder', () => {
  it('a restart begins anew', async () => {
    const first = await startReady();
    await stop(first);

    const second = await startReady();

    expect((await request(second, first.tokens['standard-demo'], '/Users')).status).toBe(401);
  });
});

describe('a data folder with a DynamoDB of its own', () => {
  it('keeps the tokens, while the DynamoDB keeps the users', async () => {
    const data = newFolder();
    const emulator = await startEmulator(availableEmulator());
    const env = { DYNAMODB_ENDPOINT: emulator.endpoint };
    const first = await startReady(['--data', data], env);
    await request(first, first.tokens['standard-demo'], '/Users', { userName: 'barbara' });
    await stop(first);

    const second = await startReady(['--data', data], env);
    const listed = await request(second, first.tokens['standard-demo'], '/Users');
    const body = await listed.json();
    await stop(second);
    await emulator.stop();

    expect(body).toMatchObject({ totalResults: 1 });
  });
});
