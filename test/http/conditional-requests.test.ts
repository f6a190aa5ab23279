/** RFC 7644 §3.14, through the deployed handlers. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import { bodyOf } from '../support/answers.ts';
import { useDeployment } from '../support/deployment.ts';

const { send: sendAs, token } = useDeployment();
const send = (method: string, target: string, body?: unknown, conditions = {}) =>
  sendAs(method, target, body, { authorization: token(), ...conditions });

let target: string;
let location: string;
beforeEach(async () => {
  const created = bodyOf(await send('POST', '/Users', { userName: crypto.randomUUID() }));
  target = `/Users/${created.id}`;
  location = `https://scim.example.com/scim/v2${target}`;
});

describe('a user comes with Location, Content-Location and ETag', () => {
  it('when it is created, and they are those of its meta', async () => {
    const answer = await send('POST', '/Users', { userName: crypto.randomUUID() });

    const { id, meta } = bodyOf(answer);
    expect(answer.statusCode).toBe(201);
    expect(meta).toMatchObject({
      location: `https://scim.example.com/scim/v2/Users/${id}`,
      version: 'W/"1"',
    });
    expect(answer.headers).toMatchObject({
      Location: `https://scim.example.com/scim/v2/Users/${id}`,
      'Content-Location': `https://scim.example.com/scim/v2/Users/${id}`,
      ETag: 'W/"1"',
    });
  });

  it.each([
    ['GET', undefined, 'W/"1"'],
    ['PUT', { userName: 'put', title: 'b' }, 'W/"2"'],
    ['PATCH', { Operations: [{ op: 'add', path: 'title', value: 'b' }] }, 'W/"2"'],
  ])('when it answers a %s', async (method, body, ETag) => {
    const answer = await send(method, target, body);

    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      Location: location,
      'Content-Location': location,
      ETag,
    });
    expect(bodyOf(answer)).toMatchObject({ meta: { version: ETag, location } });
    await send('DELETE', target);
  });

  it('also where the body is without meta', async () => {
    const answer = await send('GET', `${target}?attributes=userName`);

    expect(bodyOf(answer)).not.toHaveProperty('meta');
    expect(answer.headers).toMatchObject({ Location: location, ETag: 'W/"1"' });
  });

  it.each(['/Users', '/Schemas', '/ServiceProviderConfig', '/ResourceTypes/User'])(
    'and what is no user does not: %s',
    async (list) => {
      const answer = await send('GET', list);

      expect(answer.statusCode).toBe(200);
      expect(Object.keys(answer.headers ?? {})).toEqual(['Content-Type']);
    },
  );
});

describe('If-None-Match', () => {
  it.each(['W/"1"', '"1"', '*', 'W/"7", W/"1"'])('%s is 304 on a read', async (tag) => {
    const answer = await send('GET', target, undefined, { 'if-none-match': tag });

    expect(answer).toEqual({
      statusCode: 304,
      headers: { Location: location, 'Content-Location': location, ETag: 'W/"1"' },
    });
  });

  it.each(['W/"2"', '"01"', '1', 'W/1', ''])('%p is 200 on a read', async (tag) => {
    const answer = await send('GET', target, undefined, { 'if-none-match': tag });

    expect(answer.statusCode).toBe(200);
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('is 412 on a %s of that version', async (method) => {
    const body = { userName: 'x', Operations: [{ op: 'add', path: 'title', value: 'b' }] };

    const answer = await send(method, target, body, { 'if-none-match': 'W/"1"' });

    expect(answer.statusCode).toBe(412);
    expect(bodyOf(await send('GET', target))).toMatchObject({ meta: { version: 'W/"1"' } });
  });
});

describe('If-Match', () => {
  it.each([
    ['GET', 200],
    ['PATCH', 200],
    ['PUT', 200],
    ['DELETE', 204],
  ])('of the present version lets a %s through', async (method, status) => {
    const body = {
      userName: crypto.randomUUID(),
      Operations: [{ op: 'add', path: 'title', value: 'b' }],
    };

    const answer = await send(method, target, body, { 'if-match': 'W/"1"' });

    expect(answer.statusCode).toBe(status);
  });

  it.each(['GET', 'PATCH', 'PUT', 'DELETE'])('of another is 412 for a %s', async (method) => {
    const body = { userName: 'x', Operations: [{ op: 'add', path: 'title', value: 'b' }] };

    const answer = await send(method, target, body, { 'if-match': 'W/"2"' });

    expect(answer.statusCode).toBe(412);
    expect(bodyOf(answer)).toMatchObject({ status: '412', detail: expect.stringMatching(/\S/) });
    expect(bodyOf(await send('GET', target))).toMatchObject({ meta: { version: 'W/"1"' } });
  });

  it('of another is 412 also for a PATCH that would change nothing', async () => {
    const body = { Operations: [{ op: 'replace', path: 'active', value: true }] };

    const answer = await send('PATCH', target, body, { 'if-match': 'W/"2"' });

    expect(answer.statusCode).toBe(412);
  });

  it('* means any version', async () => {
    const body = { Operations: [{ op: 'add', path: 'title', value: 'b' }] };

    const answer = await send('PATCH', target, body, { 'if-match': '*' });

    expect(answer.statusCode).toBe(200);
  });

  it('is 404 where there is no user', async () => {
    const missing = '/Users/01900000-0000-7000-8000-000000000001';

    const answer = await send('DELETE', missing, undefined, { 'if-match': 'W/"1"' });

    expect(answer.statusCode).toBe(404);
  });
});
