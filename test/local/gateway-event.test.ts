/** Requests become what API Gateway makes of them: HTTP API, payload format 2.0. */

import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { DEFAULT_ROUTE, ROUTES } from '#functions/routes.ts';
import { matchRoute, splitTarget, toContext, toEvent } from '#local/gateway-event.ts';

interface Parts {
  readonly method?: string;
  readonly url?: string;
  readonly rawHeaders?: readonly string[];
  readonly body?: Uint8Array | string;
}

function eventOf({ method = 'GET', url = '/scim/v2/Users', rawHeaders = [], body = '' }: Parts) {
  const request = {
    method,
    url,
    rawHeaders,
    httpVersion: '1.1',
    socket: { remoteAddress: '127.0.0.1' },
  } as unknown as IncomingMessage;
  const match = matchRoute(ROUTES, DEFAULT_ROUTE, method, splitTarget(url).path);
  return toEvent(request, Buffer.from(body as string), match, {
    requestId: 'request-1',
    host: 'localhost:4010',
  });
}

describe('headers', () => {
  it('have lower-case names, and are joined by a comma where one comes twice', () => {
    const rawHeaders = ['Authorization', 'Bearer a', 'X-A', '1', 'AUTHORIZATION', 'Bearer b'];

    const { headers } = eventOf({ rawHeaders });

    expect(headers).toEqual({ authorization: 'Bearer a,Bearer b', 'x-a': '1' });
  });

  it('keep what Node would drop or change', () => {
    const rawHeaders = ['If-Match', '"1"', 'If-Match', '"2"', 'User-Agent', 'a', 'User-Agent', 'b'];

    const { headers } = eventOf({ rawHeaders });

    expect(headers).toEqual({ 'if-match': '"1","2"', 'user-agent': 'a,b' });
  });

  it('reach no prototype', () => {
    const { headers } = eventOf({ rawHeaders: ['__proto__', 'x', 'constructor', 'y'] });

    expect(Object.getPrototypeOf(headers)).toBe(Object.prototype);
    expect(Object.keys(headers)).toEqual(['__proto__', 'constructor']);
  });
});

describe('the query string', () => {
  it.each([
    ['/scim/v2/Users', ''],
    ['/scim/v2/Users?', ''],
    ['/scim/v2/Users?a=b&', 'a=b&'],
    ['/scim/v2/Users?filter=userName+eq+"a%2Bb"&x=[1]', 'filter=userName+eq+"a%2Bb"&x=[1]'],
    ['/scim/v2/Users?a=b?c=d', 'a=b?c=d'],
    ['/scim/v2/Users?%', '%'],
    ['/scim/v2/Users?u=http://a/b', 'u=http://a/b'],
  ])('comes as it was sent: %s', (url, rawQueryString) => {
    const event = eventOf({ url });

    expect(event).toMatchObject({ rawPath: '/scim/v2/Users', rawQueryString });
  });
});

describe('the target', () => {
  it.each([
    ['http://127.0.0.1:4010/scim/v2/Users?a=b', '/scim/v2/Users', 'a=b'],
    ['HTTPS://example.com/scim/v2/Users', '/scim/v2/Users', ''],
    ['http://user@example.com/', '/', ''],
    ['http://example.com', '/', ''],
    ['http://example.com?a=b', '/', 'a=b'],
    ['//scim/v2/Users', '//scim/v2/Users', ''],
    ['*', '*', ''],
    ['/', '/', ''],
  ])('is a path, also in absolute form: %s', (target, path, queryString) => {
    expect(splitTarget(target)).toEqual({ path, queryString });
  });
});

describe('a body', () => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'text/plain',
    'application/xml',
    'application/javascript',
  ])('is text where the gateway takes it for text: %s', (type) => {
    const event = eventOf({ rawHeaders: ['Content-Type', type], body: '{"a":"ö"}' });

    expect(event).toMatchObject({ body: '{"a":"ö"}', isBase64Encoded: false });
  });

  it.each([
    ['application/scim+json'],
    ['application/scim+json; charset=utf-8'],
    ['application/octet-stream'],
    ['image/png'],
  ])('is base64 where it takes it for something else: %s', (type) => {
    const event = eventOf({ rawHeaders: ['Content-Type', type], body: '{"a":"ö"}' });

    expect(event).toMatchObject({
      body: Buffer.from('{"a":"ö"}').toString('base64'),
      isBase64Encoded: true,
    });
  });

  it('is base64 where no type is given', () => {
    expect(eventOf({ body: '{}' })).toMatchObject({ body: 'e30=', isBase64Encoded: true });
  });

  it('loses no byte where it is not what it says', () => {
    const body = Uint8Array.from([0x7b, 0xff, 0x00, 0x7d]);

    const event = eventOf({ rawHeaders: ['Content-Type', 'application/json'], body });

    expect(Buffer.from(event.body ?? '', 'base64')).toEqual(Buffer.from(body));
  });

  it('is absent where there is none', () => {
    const event = eventOf({ rawHeaders: ['Content-Type', 'application/json'] });

    expect(event).not.toHaveProperty('body');
    expect(event.isBase64Encoded).toBe(false);
  });
});

describe('a route', () => {
  it.each([
    ['GET', '/scim/v2/Users', 'GET /scim/v2/Users', undefined],
    ['GET', '/scim/v2/Users/', 'GET /scim/v2/Users/', undefined],
    ['GET', '/scim/v2/Users/1', 'GET /scim/v2/Users/{id}', { id: '1' }],
    ['POST', '/scim/v2/Users/.search', 'POST /scim/v2/Users/.search', undefined],
    ['GET', '/scim/v2/Users/a%40b%2Fc', 'GET /scim/v2/Users/{id}', { id: 'a@b/c' }],
    ['GET', '/scim/v2/Users/%', 'GET /scim/v2/Users/{id}', { id: '%' }],
    ['GET', '/scim/v2/Schemas/urn:a:b', 'GET /scim/v2/Schemas/{id}', { id: 'urn:a:b' }],
    ['GET', '/scim/v2/users', '$default', undefined],
    ['PUT', '/scim/v2/Users', '$default', undefined],
    ['GET', '/scim/v2/Users/1/2', '$default', undefined],
    ['GET', '/', '$default', undefined],
  ])('of %s %s is %s', (method, url, routeKey, pathParameters) => {
    const event = eventOf({ method, url });

    expect(event).toMatchObject({ routeKey, requestContext: { routeKey, http: { method } } });
    expect(event.pathParameters).toEqual(pathParameters);
  });
});

describe('the context of a function', () => {
  it('counts down to the end of its time, and not below nothing', () => {
    const match = { routeKey: '$default', ...DEFAULT_ROUTE };

    const early = toContext(match, 'request-1', Date.now() + 10_000);
    const late = toContext(match, 'request-1', Date.now() - 10_000);

    expect(early.getRemainingTimeInMillis()).toBeGreaterThan(9000);
    expect(early.getRemainingTimeInMillis()).toBeLessThanOrEqual(10_000);
    expect(late.getRemainingTimeInMillis()).toBe(0);
  });
});
