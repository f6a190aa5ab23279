/** `npm start` as a process: which token opens which door, and the command line as a process beside it. */

import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Endpoint, startEndpoint } from '../support/endpoint.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.stop());

const statusOf = async (url: string, authorization?: string) => {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  const { status } = await fetch(url, { headers });
  return status;
};

describe('the doors of npm start', () => {
  it('open for their own tokens, and for no other', async () => {
    const { scimBaseUrl, adminBaseUrl, adminToken, tokens } = endpoint;
    const scim = `${scimBaseUrl}/Users?count=0`;
    const admin = `${adminBaseUrl}/workspaces`;
    const scimToken = `Bearer ${tokens['standard-demo']}`;

    expect(await statusOf(scim, scimToken)).toBe(200);
    expect(await statusOf(admin, `Bearer ${adminToken}`)).toBe(200);
    expect(await statusOf(admin, scimToken)).toBe(401);
    expect(await statusOf(scim, `Bearer ${adminToken}`)).toBe(401);
    expect(await statusOf(admin)).toBe(401);
    expect(await statusOf(admin, `Bearer ${adminToken},Bearer ${adminToken}`)).toBe(401);
  });

  it('let nobody through by another spelling of the path', async () => {
    const { adminBaseUrl } = endpoint;
    for (const path of [
      '/%61dmin/workspaces',
      '//admin/workspaces',
      '/admin/./workspaces',
      '/ADMIN/workspaces',
    ]) {
      expect([401, 404]).toContain(await statusOf(`${new URL(adminBaseUrl).origin}${path}`));
    }
  });
});

describe('npm run rollcall', () => {
  const rollcall = (...args: string[]) =>
    run('npm', ['run', '-s', 'rollcall', '--', ...args], {
      cwd: root,
      env: {
        ...process.env,
        ROLLCALL_URL: endpoint.adminBaseUrl,
        ROLLCALL_TOKEN: endpoint.adminToken,
      },
    });

  it('shows a table without colours where it is piped, and JSON for scripts', async () => {
    const table = await rollcall('workspaces', 'list');
    const json = await rollcall('workspaces', 'list', '--json');

    expect(table.stdout).toMatch(/^ID +NAME/);
    expect(table.stdout).not.toContain('\u001b');
    expect(JSON.parse(json.stdout).workspaces).toHaveLength(3);
  });

  it('ends with the code that it promises', async () => {
    await expect(rollcall('workspaces', 'get', 'nosuch')).rejects.toMatchObject({
      code: 1,
      stderr: 'rollcall: there is no such workspace: check its id (404)\n',
    });
    await expect(rollcall('nosuch')).rejects.toMatchObject({ code: 2 });
  });
});
