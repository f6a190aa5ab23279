/** The endpoint takes its emulator with it, however it ends. */

import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import {
  descendantsOf,
  endWithin,
  killAll,
  newFolder,
  type Ready,
  readyLine,
  start,
  startCommand,
  startReady,
  survivorsOf,
  until,
  useProcesses,
} from './processes.ts';

useProcesses();

async function startedWithEmulator(args: readonly string[] = []) {
  const endpoint = await startReady(args);
  const emulator = descendantsOf(endpoint.child.pid);
  expect(emulator.length).toBeGreaterThan(0);
  return { endpoint, emulator };
}

describe('asked to stop', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'by %s, it ends well and leaves no process behind',
    async (signal) => {
      const { endpoint, emulator } = await startedWithEmulator();

      endpoint.child.kill(signal);

      expect(await endWithin(endpoint)).toBe(0);
      expect(await survivorsOf(emulator)).toEqual([]);
    },
  );

  it('by Ctrl-C, which reaches its whole process group', async () => {
    const { endpoint, emulator } = await startedWithEmulator();

    process.kill(-Number(endpoint.child.pid), 'SIGINT');

    expect(await endWithin(endpoint)).toBe(0);
    expect(await survivorsOf(emulator)).toEqual([]);
  });

  it('several times', async () => {
    const { endpoint, emulator } = await startedWithEmulator();

    for (const signal of ['SIGINT', 'SIGINT', 'SIGTERM'] as const) endpoint.child.kill(signal);

    expect(await endWithin(endpoint)).toBe(0);
    expect(await survivorsOf(emulator)).toEqual([]);
  });

  it('while clients hold connections open that they do not use', async () => {
    const { endpoint, emulator } = await startedWithEmulator();
    const { port, hostname } = new URL(endpoint.scimBaseUrl);
    const idle = connect(Number(port), hostname).on('error', () => {});
    await new Promise((resume) => idle.once('connect', resume));

    endpoint.child.kill('SIGTERM');

    expect(await endWithin(endpoint)).toBe(0);
    expect(await survivorsOf(emulator)).toEqual([]);
    idle.destroy();
  });

  it('before it is ready', async () => {
    const starting = start(['--json', '--port', '0', '--data', newFolder()]);
    const emulator = await until(() => {
      const pids = descendantsOf(starting.child.pid);
      return pids.length > 0 ? pids : undefined;
    });

    starting.child.kill('SIGTERM');

    expect(await endWithin(starting)).not.toBe('still running');
    expect(await survivorsOf(emulator)).toEqual([]);
  });

  it('it answers the requests that it has got', async () => {
    const { endpoint } = await startedWithEmulator();
    const requests = await Promise.all(
      Array.from({ length: 20 }, (_, index) => beginPost(endpoint, `{"userName":"user-${index}"}`)),
    );

    endpoint.child.kill('SIGTERM');
    await pause(100);
    const answers = await Promise.all(requests.map((finish) => finish()));

    expect(answers.map((answer) => /HTTP\/1\.1 (?!100)\d+/.exec(answer)?.[0])).toEqual(
      requests.map(() => 'HTTP/1.1 201'),
    );
    expect(await endWithin(endpoint)).toBe(0);
  });
});

describe('npm, asked to stop', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('by %s, takes the endpoint with it', async (signal) => {
    const npm = startCommand(['npm', 'start', '--', '--json', '--port', '0'], {});
    await readyLine(npm);
    const all = descendantsOf(npm.child.pid);

    npm.child.kill(signal);

    expect(await survivorsOf(all)).toEqual([]);
  });
});

describe('npm, killed by SIGKILL', () => {
  it.each([
    ['in memory', () => []],
    ['with a data folder', () => ['--data', newFolder()]],
  ])('takes the endpoint with it: %s', async (_, args) => {
    const npm = startCommand(['npm', 'start', '--', '--json', '--port', '0', ...args()], {});
    await readyLine(npm);
    const all = descendantsOf(npm.child.pid);

    npm.child.kill('SIGKILL');

    expect(all.length).toBeGreaterThan(1);
    expect(await survivorsOf(all)).toEqual([]);
  });
});

describe('killed', () => {
  it('alone by SIGKILL, it leaves no process behind', async () => {
    const { endpoint, emulator } = await startedWithEmulator();

    endpoint.child.kill('SIGKILL');

    expect(await survivorsOf(emulator)).toEqual([]);
  });

  it('with its whole process group by SIGKILL, it leaves no process behind', async () => {
    const { endpoint, emulator } = await startedWithEmulator(['--data', newFolder()]);

    process.kill(-Number(endpoint.child.pid), 'SIGKILL');

    expect(await survivorsOf(emulator)).toEqual([]);
  });

  it('at any moment of its start, it leaves no process behind', async () => {
    const beganAt = Date.now();
    await startReady();
    const readyAfterMs = Date.now() - beganAt;
    const seen = new Set<number>();
    for (const share of [0.4, 0.5, 0.6, 0.7, 0.8, 0.9]) {
      const { child } = start(['--json', '--port', '0']);
      await pause(share * readyAfterMs);
      for (const pid of descendantsOf(child.pid)) seen.add(pid);
      child.kill('SIGKILL');
    }

    expect(await survivorsOf([...seen])).toEqual([]);
  });
});

describe('when the emulator ends', () => {
  it('it says so in one sentence and ends too', async () => {
    const { endpoint, emulator } = await startedWithEmulator();

    killAll(emulator);

    expect(await endWithin(endpoint)).toBe(1);
    expect(endpoint.stderr()).toMatch(/(?:^|\n)rollcall: [^\n]*DynamoDB has ended[^\n]*\n$/);
  });
});

/** Sends the head of a request, and waits until the server asks for its body. */
async function beginPost({ scimBaseUrl, tokens }: Ready, body: string) {
  const { hostname, port } = new URL(scimBaseUrl);
  const socket = connect(Number(port), hostname).on('error', () => {});
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk;
  });
  const head = [
    'POST /scim/v2/Users HTTP/1.1',
    'Host: localhost',
    `Authorization: ${tokens['standard-demo']}`,
    `Content-Length: ${body.length}`,
    'Connection: close',
    'Expect: 100-continue',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  await until(() => received.includes('100 Continue'));
  return async () => {
    const closed = new Promise((resume) => socket.once('close', resume));
    socket.write(body);
    await closed;
    return received;
  };
}
