/** What stops `npm start` is said in one clear sentence. */

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startEmulator } from '#local/emulator.ts';
import { availableEmulator } from '#local/emulator-command.ts';
import {
  descendantsOf,
  endWithin,
  newFolder,
  start,
  startReady,
  survivorsOf,
  useProcesses,
} from './processes.ts';

useProcesses();

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server = undefined;
});

async function listening(other: Server): Promise<number> {
  server = other.listen(0, '127.0.0.1');
  await new Promise((resume) => other.once('listening', resume));
  return (other.address() as AddressInfo).port;
}

/** Starts it, and expects that it ends by itself with one sentence. */
async function failureOf(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const started = start(args.includes('--port') ? args : ['--port', '0', ...args], env);
  const seen = new Set<number>();
  const watch = setInterval(() => {
    for (const pid of descendantsOf(started.child.pid)) seen.add(pid);
  }, 50);
  const code = await endWithin(started);
  clearInterval(watch);
  expect([code, started.stderr()]).toEqual([
    1,
    expect.stringMatching(/^rollcall: [^\n]{10,300}\n$/),
  ]);
  expect(started.stdout()).toBe('');
  expect(await survivorsOf([...seen])).toEqual([]);
  return started.stderr();
}

describe('what cannot be, at the command line', () => {
  it.each([
    [['--prot', '80'], /'--prot'/],
    [['4010'], /'4010'/],
    [['--port', 'eighty'], /--port/],
    [['--port', '-1'], /--port/],
    [['--data'], /--data/],
  ])('is named: %j', async (args, name) => {
    const sentence = await failureOf(args);

    expect(sentence).toMatch(name);
  });
});

describe('an address that cannot be listened on', () => {
  it('is named where its port is in use, with what to do', async () => {
    const port = await listening(createServer());

    const sentence = await failureOf(['--port', String(port)]);

    expect(sentence).toContain(`port ${port} is in use`);
    expect(sentence).toContain('--port 0');
  });

  it('leaves a data folder free for the next start', async () => {
    const port = await listening(createServer());
    const folder = newFolder();
    await failureOf(['--port', String(port), '--data', folder]);

    const started = await startReady(['--data', folder]);

    expect(started.scimBaseUrl).toMatch(/^http/);
  });

  it('is named where this machine does not have it', async () => {
    const sentence = await failureOf(['--host', 'nonsense.invalid']);

    expect(sentence).toContain('nonsense.invalid');
  });
});

describe('a data folder that cannot be used', () => {
  it.each(['file', 'file/folder'])('is named where it is a file, or in one: %s', async (name) => {
    const folder = newFolder();
    writeFileSync(join(folder, 'file'), '');

    const sentence = await failureOf(['--data', join(folder, name)]);

    expect(sentence).toContain(join(folder, name));
  });

  it('is named where its database is none, and the file is left as it was', async () => {
    const folder = newFolder();
    for (const name of ['rollcall.db', 'shared-local-instance.db']) {
      writeFileSync(join(folder, name), 'this is no database '.repeat(500));
    }

    const sentence = await failureOf(['--data', folder]);

    expect(sentence).toContain(folder);
    expect(readdirSync(folder).sort()).toEqual(['rollcall.db', 'shared-local-instance.db']);
  });

  it('is named where its database is a folder', async () => {
    const folder = newFolder();
    for (const name of ['rollcall.db', 'shared-local-instance.db']) mkdirSync(join(folder, name));

    const sentence = await failureOf(['--data', folder]);

    expect(sentence).toContain(folder);
  });

  it('is named where there is no place for secrets', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'secrets'), '');

    const sentence = await failureOf(['--data', folder]);

    expect(sentence).toContain(join(folder, 'secrets'));
  });

  it('is named, and not the DynamoDB, where that is another one', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'secrets'), '');
    const emulator = await startEmulator(availableEmulator());

    const sentence = await failureOf(['--data', folder], { DYNAMODB_ENDPOINT: emulator.endpoint });
    await emulator.stop();

    expect(sentence).toContain(join(folder, 'secrets'));
    expect(sentence).not.toContain('DYNAMODB_ENDPOINT');
  });
});

describe('a DYNAMODB_ENDPOINT that cannot be used', () => {
  it.each([
    ['nothing listens there', 'http://127.0.0.1:1'],
    ['its host is not known', 'http://nonsense.invalid:8000'],
    ['it is no URL', 'nonsense'],
    ['it is a host and a port alone', 'localhost:8000'],
  ])('is named where %s', async (_, endpoint) => {
    const sentence = await failureOf([], { DYNAMODB_ENDPOINT: endpoint });

    expect(sentence).toContain('DYNAMODB_ENDPOINT');
  });

  it.each([
    ['a web page', 200, '<html>hello</html>'],
    ['a refusal', 403, 'no'],
    ['an error', 500, ''],
  ])('is named where it answers with %s', async (_, status, body) => {
    const port = await listening(
      createHttpServer((_request, response) => response.writeHead(status).end(body)),
    );

    const sentence = await failureOf([], { DYNAMODB_ENDPOINT: `http://127.0.0.1:${port}` });

    expect(sentence).toContain('DYNAMODB_ENDPOINT');
  });

  it('is named where it never answers', async () => {
    const port = await listening(createServer((socket) => socket.resume()));

    const sentence = await failureOf([], { DYNAMODB_ENDPOINT: `http://127.0.0.1:${port}` });

    expect(sentence).toContain('DYNAMODB_ENDPOINT');
  });
});
