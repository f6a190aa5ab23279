import { describe, expect, it } from '@jest/globals';
import type { LogEntry } from '#http/ports.ts';
import { logLine, readyLine, readyText, retiredLine } from '#local/report.ts';

const workspaces = ['modernloop', 'modjo', 'standard'].map((profile) => ({
  id: `${profile}-demo`,
  profile,
  token: `rc_${profile}`,
  retired: 0,
}));
const ready = {
  scimBaseUrl: 'http://127.0.0.1:4010/scim/v2',
  adminBaseUrl: 'http://127.0.0.1:4010/admin',
  adminToken: 'rca_1',
  workspaces,
};

const entry: LogEntry = {
  level: 'info',
  requestId: 'request-1',
  operation: 'GET /scim/v2/Users',
  method: 'GET',
  path: '/scim/v2/Users',
  status: 200,
  ms: 12,
  client: 'okta',
  workspace: 'standard-demo',
};

describe('what a program reads when the endpoint is ready', () => {
  it('is one line of JSON with base URL, workspaces, profiles and tokens, and nothing else', () => {
    const line = readyLine(ready);

    expect(line).not.toContain('\n');
    expect(JSON.parse(line)).toEqual({
      scimBaseUrl: 'http://127.0.0.1:4010/scim/v2',
      adminBaseUrl: 'http://127.0.0.1:4010/admin',
      adminToken: 'rca_1',
      workspaces: [
        { id: 'modernloop-demo', profile: 'modernloop', token: 'rc_modernloop' },
        { id: 'modjo-demo', profile: 'modjo', token: 'rc_modjo' },
        { id: 'standard-demo', profile: 'standard', token: 'rc_standard' },
      ],
    });
  });
});

describe('what a person reads when the endpoint is ready', () => {
  it('names the base URL, every workspace and its token', () => {
    const text = readyText(ready);

    expect(text).toContain('  http://127.0.0.1:4010/scim/v2\n');
    for (const { id, token } of workspaces) expect(text).toContain(`  ${id}\n    ${token}`);
  });

  it('has a curl command for the workspace that asks for least', () => {
    const text = readyText(ready);

    expect(text).toMatch(/^curl -s http:\/\/127\.0\.0\.1:4010\/scim\/v2\/Users \\$/m);
    expect(text).toContain("'Authorization: Bearer rc_standard'");
  });
});

describe('what is said of a token that made room', () => {
  it('names its workspace and no token', () => {
    const line = retiredLine({ id: 'modjo-demo', profile: 'modjo', token: 'rc_modjo', retired: 1 });

    expect(line).toMatch(/^modjo-demo .*oldest/);
    expect(line).not.toContain('rc_');
  });
});

describe('a line of the log', () => {
  it('has time, method, path, status, milliseconds, workspace and client', () => {
    const line = logLine(entry);

    expect(line).toMatch(/^\d\d:\d\d:\d\d GET \/scim\/v2\/Users 200 12 ms standard-demo okta$/);
  });

  it('has a dash where nobody was let in', () => {
    const line = logLine({ ...entry, status: 401, workspace: undefined, client: 'curl' });

    expect(line).toMatch(/ 401 12 ms - curl$/);
  });

  it('is followed by the place of an error that nobody expected', () => {
    const error = { name: 'TypeError', stack: ['at a (b.ts:1:1)', 'at c (d.ts:2:2)'] };

    const lines = logLine({ ...entry, status: 500, error }).split('\n');

    expect(lines).toEqual([
      expect.stringMatching(/ 500 12 ms /),
      '  TypeError',
      '  at a (b.ts:1:1)',
      '  at c (d.ts:2:2)',
    ]);
  });
});
