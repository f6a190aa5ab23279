/** The gateway over HTTP: locally every error is a SCIM Error, whatever was sent. */

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Endpoint, startEndpoint } from '../support/endpoint.ts';
import { head, type RawAnswer, sendRaw } from './raw-http.ts';

const MB = 1024 * 1024;

let endpoint: Endpoint;
let authorization: string;
beforeAll(async () => {
  endpoint = await startEndpoint();
  authorization = `Authorization: Bearer ${endpoint.tokens['standard-demo']}`;
});
afterAll(() => endpoint.stop());

const raw = (...parts: readonly (string | Uint8Array)[]) => sendRaw(endpoint.scimBaseUrl, ...parts);
const HOST = 'Host: localhost';
const CLOSE = 'Connection: close';

function expectScimError({ statusLine, headers, body }: RawAnswer, status: number) {
  expect(statusLine).toMatch(new RegExp(`^HTTP/1\\.1 ${status} \\S`));
  expect(headers['content-type']).toBe('application/scim+json');
  expect(JSON.parse(body || '{}')).toMatchObject({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    detail: expect.stringMatching(/\S/),
  });
}

describe('an oversize body is 413', () => {
  it.each([
    ['past the 1 MB of the function', MB + 1],
    ['past the 6 MB of Lambda', 6 * MB + 1],
    ['of 20 MB', 20 * MB],
  ])('%s, with its length announced', async (_, length) => {
    const answer = await raw(
      head('POST /scim/v2/Users HTTP/1.1', HOST, authorization, `Content-Length: ${length}`, CLOSE),
      Buffer.alloc(length, 'x'),
    );

    expectScimError(answer, 413);
  });

  it.each([MB + 1, 7 * MB])('of %d bytes, in chunks', async (length) => {
    const answer = await raw(
      head(
        'POST /scim/v2/Users HTTP/1.1',
        HOST,
        authorization,
        'Transfer-Encoding: chunked',
        CLOSE,
      ),
      `${length.toString(16)}\r\n`,
      Buffer.alloc(length, 'x'),
      '\r\n0\r\n\r\n',
    );

    expectScimError(answer, 413);
  });

  it('and one of 1 MB is read', async () => {
    const body = `{"userName":"large","title":"x"}${' '.repeat(MB)}`.slice(0, MB);

    const answer = await raw(
      head('POST /scim/v2/Users HTTP/1.1', HOST, authorization, `Content-Length: ${MB}`, CLOSE),
      body,
    );

    expect(answer.statusLine).toBe('HTTP/1.1 201 Created');
  });
});

describe('request line and headers', () => {
  it.each([
    ['a long query', (bytes: number) => [`GET /scim/v2/Users?x=${'a'.repeat(bytes)} HTTP/1.1`]],
    [
      'a long header',
      (bytes: number) => ['GET /scim/v2/Users HTTP/1.1', `X-A: ${'a'.repeat(bytes)}`],
    ],
    [
      'many headers',
      (bytes: number) => [
        'GET /scim/v2/Users HTTP/1.1',
        ...Array(bytes / 20).fill('X-Abcdefgh: ijklmnopqr'),
      ],
    ],
  ])('past 10 KB are 431: %s', async (_, lines) => {
    const fits = await raw(head(...lines(9000), HOST, authorization, CLOSE));
    const over = await raw(head(...lines(11_000), HOST, authorization, CLOSE));

    expect(fits.statusLine).toBe('HTTP/1.1 200 OK');
    expectScimError(over, 431);
  });
});

describe('what is no HTTP is 400', () => {
  it.each([
    ['garbage', 'garbage\r\n\r\n'],
    ['an unknown method', head('FETCH /scim/v2/Users HTTP/1.1', HOST)],
    ['a method in lower case', head('get /scim/v2/Users HTTP/1.1', HOST)],
    ['another protocol', head('GET /scim/v2/Users SIP/2.0', HOST)],
    ['a space in the target', head('GET /scim/v2/Users?filter=userName eq "a" HTTP/1.1', HOST)],
    ['a header without a colon', head('GET /scim/v2/Users HTTP/1.1', HOST, 'nonsense')],
    ['a control character in a header', head('GET /scim/v2/Users HTTP/1.1', HOST, 'X-A: \u0001')],
    [
      'two lengths',
      head('POST /scim/v2/Users HTTP/1.1', HOST, 'Content-Length: 1', 'Content-Length: 2'),
    ],
    ['a length that is none', head('POST /scim/v2/Users HTTP/1.1', HOST, 'Content-Length: x')],
    [
      'a length and chunks',
      head('POST /scim/v2/Users HTTP/1.1', HOST, 'Content-Length: 5', 'Transfer-Encoding: chunked'),
    ],
    [
      'a chunk that is none',
      `${head('POST /scim/v2/Users HTTP/1.1', HOST, 'Transfer-Encoding: chunked')}zz\r\n`,
    ],
    ['no Host', head('GET /scim/v2/Users HTTP/1.1', CLOSE)],
    ['a TLS handshake', Buffer.from('16030100c8010000c40303', 'hex')],
  ])('and a SCIM Error: %s', async (_, bytes) => {
    const answer = await raw(bytes);

    expectScimError(answer, 400);
  });

  it('and so is a length that differs from the body', async () => {
    const answer = await raw(
      head('POST /scim/v2/Users HTTP/1.1', HOST, authorization, 'Content-Length: 5', CLOSE),
      '{"userName":"a"}',
    );

    expectScimError(answer, 400);
  });
});

describe('what a client may ask of HTTP', () => {
  it('an expectation that cannot be met is a SCIM Error', async () => {
    const answer = await raw(
      head('GET /scim/v2/Users HTTP/1.1', HOST, authorization, 'Expect: wonders', CLOSE),
    );

    expectScimError(answer, 417);
  });

  it('100-continue is met', async () => {
    const body = '{"userName":"continue"}';

    const answer = await raw(
      head(
        'POST /scim/v2/Users HTTP/1.1',
        HOST,
        authorization,
        'Expect: 100-continue',
        `Content-Length: ${body.length}`,
        CLOSE,
      ),
      body,
    );

    expect(answer.statusLine).toBe('HTTP/1.1 201 Created');
  });

  it('an upgrade to another protocol is passed over', async () => {
    const answer = await raw(
      head(
        'GET /scim/v2/Users HTTP/1.1',
        HOST,
        authorization,
        'Upgrade: websocket',
        'Connection: upgrade, close',
      ),
    );

    expect(answer.statusLine).toBe('HTTP/1.1 200 OK');
  });

  it('a tunnel is refused by a SCIM Error', async () => {
    const answer = await raw(head('CONNECT example.com:443 HTTP/1.1', HOST, CLOSE));

    expectScimError(answer, Number(/^HTTP\/1\.1 (4\d\d) /.exec(answer.statusLine)?.[1]));
  });

  it('HTTP/1.0 without a Host is answered', async () => {
    const answer = await raw(head('GET /scim/v2/ResourceTypes/User HTTP/1.0', authorization));

    expect(answer.statusLine).toBe('HTTP/1.1 200 OK');
    expect(JSON.parse(answer.body).meta.location).toBe(
      `${endpoint.scimBaseUrl}/ResourceTypes/User`,
    );
  });

  it('a HEAD has the headers of an answer and no body', async () => {
    const answer = await raw(head('HEAD /scim/v2/Users HTTP/1.1', HOST, authorization, CLOSE));

    expect(answer.statusLine).toMatch(/^HTTP\/1\.1 405 /);
    expect(answer.body).toBe('');
  });
});

describe('the target', () => {
  it.each([
    ['in absolute form', 'http://example.com/scim/v2/Users?count=0'],
    ['with raw quotes and brackets', '/scim/v2/Users?filter=emails[type+eq+"work"].value+eq+"a"&'],
    ['with a dangling question mark', '/scim/v2/Users?'],
    ['with a slash at its end', '/scim/v2/Users/'],
  ])('is read %s', async (_, target) => {
    const answer = await raw(head(`GET ${target} HTTP/1.1`, HOST, authorization, CLOSE));

    expect(answer.statusLine).toBe('HTTP/1.1 200 OK');
  });

  it('that begins with the base URL of another host is not let in without a token', async () => {
    const answer = await raw(head('GET http://example.com/scim/v2/Users HTTP/1.1', HOST, CLOSE));

    expectScimError(answer, 401);
  });
});

describe('the Host header', () => {
  it.each(['a b', 'a/b', '<script>', 'x'.repeat(300), 'a"b', 'a@b', 'a?b'])(
    'that can be no host reaches no location: %s',
    async (host) => {
      const answer = await raw(
        head('GET /scim/v2/ResourceTypes/User HTTP/1.1', `Host: ${host}`, authorization, CLOSE),
      );

      expect(answer.statusLine).toBe('HTTP/1.1 200 OK');
      expect(JSON.parse(answer.body).meta.location).toBe(
        `${endpoint.scimBaseUrl}/ResourceTypes/User`,
      );
    },
  );
});

describe('the Authorization header', () => {
  it('is refused where it comes twice, whatever is in it', async () => {
    const lines = ['GET /scim/v2/Users HTTP/1.1', HOST, CLOSE];

    const same = await raw(head(...lines, authorization, authorization));
    const first = await raw(head(...lines, authorization, 'Authorization: Bearer x'));
    const second = await raw(head(...lines, 'Authorization: Bearer x', authorization));

    for (const answer of [same, first, second]) expectScimError(answer, 401);
  });
});
