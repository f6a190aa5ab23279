/** Each request is one readable line of the log, without anything private. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Endpoint, startEndpoint } from '../support/endpoint.ts';
import { until } from './processes.ts';
import { head, sendRaw } from './raw-http.ts';

let endpoint: Endpoint;
beforeAll(async () => {
  endpoint = await startEndpoint(['--no-events']);
});
afterAll(() => endpoint.stop());

const LINE = /^\d\d:\d\d:\d\d ([A-Z]+) (\S+) (\d{3}) \d+ ms (\S+) (\S+)$/;

/** The lines that the work has added, when there are as many as it must add: they come after the answers. */
async function linesOf(work: () => Promise<unknown>, count = 1): Promise<readonly string[]> {
  const before = endpoint.log().length;
  await work();
  return until(() => {
    const lines = endpoint.log().slice(before).split('\n').slice(0, -1);
    return lines.length >= count ? lines : undefined;
  });
}

function request(method: string, path: string, body?: unknown, headers = {}) {
  return fetch(`${endpoint.scimBaseUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${endpoint.tokens['standard-demo']}`,
      'user-agent': 'Okta SCIM Client 1.0.0',
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

describe('a line of the log', () => {
  it('has method, path, status, milliseconds, workspace and client', async () => {
    const lines = await linesOf(() => request('GET', '/Users?filter=userName+eq+"barbara"'));

    expect(lines.map((line) => LINE.exec(line)?.slice(1))).toEqual([
      ['GET', '/scim/v2/Users', '200', 'standard-demo', 'okta'],
    ]);
  });

  it('has a dash in the place of the workspace where nobody was let in', async () => {
    const lines = await linesOf(() => request('GET', '/Users', undefined, { authorization: 'x' }));

    expect(lines.map((line) => LINE.exec(line)?.slice(1))).toEqual([
      ['GET', '/scim/v2/Users', '401', '-', 'okta'],
    ]);
  });

  it.each([
    ['GET', '/Users/barbara.jensen%40example.com', undefined],
    ['GET', '/Users/barbara', undefined],
    ['GET', '/barbara@example.com?barbara', undefined],
    ['GET', '/Users?filter=emails.value+eq+"barbara@example.com"', undefined],
    ['POST', '/Users', { userName: 'barbara@example.com', title: 'barbara' }],
    ['POST', '/Users', { userName: 'barbara@example.com' }],
    ['POST', '/Users', { userName: ['barbara'] }],
    ['PUT', '/barbara', { userName: 'barbara' }],
  ])('holds no token, no name, no e-mail and no body: %s %s', async (method, path, body) => {
    const lines = await linesOf(() => request(method, path, body));

    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(LINE);
    expect(lines[0]).not.toMatch(/barbara|jensen|@|%40|rc_|filter|\{/i);
  });

  it('is there for each of many requests at once', async () => {
    const requests = () =>
      Promise.all(Array.from({ length: 50 }, (_, n) => request('GET', `/Users?count=${n}`)));

    const lines = await linesOf(requests, 50);

    expect(lines).toHaveLength(50);
    expect(lines.filter((line) => !LINE.test(line))).toEqual([]);
  });

  it('is there for a body that is too large for the gateway', async () => {
    const length = 6 * 1024 * 1024 + 1;

    const lines = await linesOf(() =>
      sendRaw(
        endpoint.scimBaseUrl,
        head(
          'POST /scim/v2/Users HTTP/1.1',
          'Host: localhost',
          `Content-Length: ${length}`,
          'Connection: close',
        ),
        Buffer.alloc(length, 'x'),
      ),
    );

    expect(lines.map((line) => LINE.exec(line)?.slice(1, 4))).toEqual([
      ['POST', '/scim/v2/Users', '413'],
    ]);
  });

  it.each(['PATCH', 'DELETE', 'OPTIONS'])(
    'is there for what no route takes: %s',
    async (method) => {
      const lines = await linesOf(() => request(method, '/Users'));

      expect(lines.map((line) => LINE.exec(line)?.slice(1, 4))).toEqual([
        [method, '/scim/v2/Users', '405'],
      ]);
    },
  );
});
