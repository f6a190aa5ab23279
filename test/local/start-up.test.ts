/** What a new user sees: `npm start`, and the curl command that it prints. */

import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import {
  newFolder,
  readyLine,
  start,
  startCommand,
  startReady,
  until,
  useProcesses,
} from './processes.ts';

useProcesses();

const TOKEN = /^rc_[a-z-]+_[0-9a-f-]{36}_[\w-]{49}$/;

describe('with --json', () => {
  it('stdout is exactly one line of JSON, also when requests have been answered', async () => {
    const { scimBaseUrl, stdout, stderr, child, ended } = await startReady();

    await fetch(`${scimBaseUrl}/Users`);
    await until(() => stderr().includes('401') || undefined);
    child.kill('SIGTERM');
    await ended;

    const [line = '', ...rest] = stdout().split('\n');
    expect(rest).toEqual(['']);
    expect(JSON.parse(line)).toEqual({
      scimBaseUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/scim\/v2$/),
      adminBaseUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/admin$/),
      adminToken: expect.stringMatching(/^rca_[\w-]{43}$/),
      workspaces: ['modernloop', 'modjo', 'standard'].map((profile) => ({
        id: `${profile}-demo`,
        profile,
        token: expect.stringMatching(TOKEN),
      })),
    });
  });

  it('everything else is on stderr, and there is nothing before the first request', async () => {
    const { scimBaseUrl, stderr } = await startReady(['--no-events']);

    const before = stderr();
    await fetch(`${scimBaseUrl}/Users`);
    await until(() => stderr().includes('\n') || undefined);

    expect(before).toBe('');
    expect(stderr()).toMatch(/^\S+ GET \/scim\/v2\/Users 401 \d+ ms - other\n$/);
  });

  it('each token opens its own workspace', async () => {
    const { scimBaseUrl, tokens } = await startReady();

    const schemas: Record<string, boolean> = {};
    for (const [id, token] of Object.entries(tokens)) {
      const answer = await fetch(`${scimBaseUrl}/Schemas`, { headers: { authorization: token } });
      schemas[id] = (await answer.text()).includes('modernloop:1.0:Profile');
    }

    expect(schemas).toEqual({
      'modernloop-demo': true,
      'modjo-demo': false,
      'standard-demo': false,
    });
  });
});

describe('without --json', () => {
  it('prints the base URL, the tokens and a curl command that works when pasted', async () => {
    const { stdout } = start(['--port', '0']);
    const command = await until(() => /^curl (?:.|\n)*'$/m.exec(stdout())?.[0]);

    const pasted = spawnSync('sh', ['-c', command], { encoding: 'utf8' });

    expect(JSON.parse(pasted.stdout)).toMatchObject({
      id: expect.any(String),
      userName: 'bjensen@example.com',
      active: true,
    });
    const baseUrl = /^ {2}(http:.*)$/m.exec(stdout())?.[1];
    expect(command).toContain(`${baseUrl}/Users`);
    for (const id of ['modernloop-demo', 'modjo-demo', 'standard-demo']) {
      expect(stdout()).toMatch(new RegExp(`^ {2}${id}\n {4}rc_${id}_\\S+$`, 'm'));
    }
  });

  it('logs each request as one line on stdout, behind the greeting', async () => {
    const { stdout, stderr } = start(['--port', '0', '--no-events']);
    const baseUrl = await until(() => /^ {2}(http:.*)$/m.exec(stdout())?.[1]);
    await until(() => stdout().includes('curl') || undefined);

    await fetch(`${baseUrl}/Users?filter=userName+eq+"barbara"`);

    await until(() => /GET \/scim\/v2\/Users 401/.test(stdout()) || undefined);
    expect(stdout().trimEnd().split('\n').at(-1)).toMatch(
      /^\d\d:\d\d:\d\d GET \/scim\/v2\/Users 401 /,
    );
    expect(stderr()).toBe('');
  });

  it('shows the options with --help, and starts nothing', async () => {
    const { stdout, stderr, ended } = start(['--help', '--data', newFolder()]);

    expect(await ended).toBe(0);
    for (const option of ['--port', '--host', '--data', '--json']) {
      expect(stdout()).toContain(option);
    }
    expect(stderr()).toBe('');
  });
});

describe('the address', () => {
  it('is the port that is asked for', async () => {
    const first = await startReady();
    const { port } = new URL(first.scimBaseUrl);
    first.child.kill('SIGTERM');
    await first.ended;

    const second = await startReady(['--port', port]);

    expect(second.scimBaseUrl).toBe(`http://127.0.0.1:${port}/scim/v2`);
  });

  it.each([
    ['localhost', /^http:\/\/localhost:\d+\/scim\/v2$/],
    ['0.0.0.0', /^http:\/\/127\.0\.0\.1:\d+\/scim\/v2$/],
  ])('can be called at what is printed for --host %s', async (host, shown) => {
    const { scimBaseUrl, tokens } = await startReady(['--host', host]);

    const answer = await fetch(`${scimBaseUrl}/Users`, {
      headers: { authorization: String(tokens['standard-demo']) },
    });

    expect(scimBaseUrl).toMatch(shown);
    expect(answer.status).toBe(200);
  });

  it('in every location is the one that the client has called', async () => {
    const { scimBaseUrl, tokens } = await startReady();
    const { port } = new URL(scimBaseUrl);

    const output = execFileSync('curl', [
      '-s',
      `http://127.0.0.1:${port}/scim/v2/ResourceTypes/User`,
      ...['-H', `Authorization: ${tokens['standard-demo']}`, '-H', 'Host: tunnel.example.com'],
    ]);

    expect(JSON.parse(output.toString()).meta.location).toBe(
      'http://tunnel.example.com/scim/v2/ResourceTypes/User',
    );
  });
});

describe('npm', () => {
  it('starts it by npm start, with the options behind --', async () => {
    const started = startCommand(['npm', 'start', '--', '--json', '--port', '0'], {});

    const { scimBaseUrl } = await readyLine(started);

    expect((await fetch(`${scimBaseUrl}/Users`)).status).toBe(401);
    process.kill(-Number(started.child.pid), 'SIGINT');
    await started.ended;
  });

  it('with -s adds nothing to the one line of JSON', async () => {
    const started = startCommand(['npm', 'start', '-s', '--', '--json', '--port', '0'], {});

    await readyLine(started);
    process.kill(-Number(started.child.pid), 'SIGINT');
    await started.ended;

    expect(started.stdout()).toMatch(/^\{[^\n]*\}\n$/);
  });
});
