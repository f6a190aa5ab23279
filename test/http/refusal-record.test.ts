import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { TryAgain } from '#directory/try-again.ts';
import { invalidValue, notFound, preconditionFailed, uniqueness } from '#scim/scim-error.ts';
import { aContext } from '../support/workspaces.ts';
import { aBorder } from './border.ts';

const id = '01900000-0000-7000-8000-000000000001';
const failing = (error: Error) => ({
  operation: async () => {
    throw error;
  },
});

describe('a refused request of an authenticated client is recorded', () => {
  it('with status, scimType, reason and attribute names', async () => {
    const { send, refusals } = aBorder(failing(invalidValue('too long', 'userName')));

    await send({ method: 'PUT', target: `/scim/v2/Users/${id}`, body: '{"userName":"barbara"}' });

    expect(refusals).toEqual([
      {
        operation: 'replace',
        resource: { type: 'User', id },
        status: 400,
        scimType: 'invalidValue',
        reason: 'too long',
        attributes: ['userName'],
      },
    ]);
  });

  it.each([
    ['POST', '/scim/v2/Users', 'create'],
    ['POST', '/scim/v2/Users/', 'create'],
    ['POST', '/scim/v2/Users/.search', 'read'],
    ['POST', '/scim/v2/.search', 'read'],
    ['GET', '/scim/v2/Users', 'read'],
    ['PUT', `/scim/v2/Users/${id}`, 'replace'],
    ['PATCH', `/scim/v2/Users/${id}`, 'patch'],
    ['DELETE', `/scim/v2/Users/${id}`, 'delete'],
  ])('by what it was meant to do: %s %s is a %s', async (method, target, operation) => {
    const { send, refusals } = aBorder(failing(invalidValue('x')));

    await send({ method, target, body: '{}' });

    expect(refusals).toMatchObject([{ operation }]);
  });

  it('by what it was meant for: a group is called a group', async () => {
    const { send, refusals } = aBorder(failing(invalidValue('x')));

    await send({ method: 'PATCH', target: `/scim/v2/Groups/${id}`, body: '{}' });

    expect(refusals).toMatchObject([{ resource: { type: 'Group', id } }]);
  });

  it('without a resource where the path holds no id of ours', async () => {
    const { send, refusals } = aBorder(failing(notFound('not here')));

    await send({ method: 'DELETE', target: '/scim/v2/Users/barbara' });

    expect(refusals).toMatchObject([{ status: 404, resource: undefined }]);
  });

  it.each([
    [409, uniqueness('userName')],
    [412, preconditionFailed()],
    [404, notFound('x')],
    [500, new Error('barbara is secret')],
  ])('when it is a %d', async (status, error) => {
    const { send, refusals } = aBorder(failing(error));

    await send({ method: 'PATCH', target: `/scim/v2/Users/${id}`, body: '{}' });

    expect(refusals).toMatchObject([{ status, reason: expect.stringMatching(/\S/) }]);
    expect(JSON.stringify(refusals)).not.toContain('secret');
  });

  it.each([
    ['a body that is no JSON', { body: '{' }, 400],
    ['a body that is too large', { body: 'x'.repeat(1024 * 1024 + 1) }, 413],
    ['a compressed body', { body: '', headers: { 'content-encoding': 'gzip' } }, 415],
  ])('when it has %s', async (_, invocation, status) => {
    const { send, refusals } = aBorder();

    await send({ method: 'POST', ...invocation });

    expect(refusals).toMatchObject([{ status }]);
  });

  it('when SCIM is switched off', async () => {
    const { send, refusals } = aBorder({
      authentication: async () => ({ kind: 'forbidden', context: aContext(), reason: 'off' }),
    });

    await send();

    expect(refusals).toMatchObject([{ status: 403, reason: 'off' }]);
  });
});

describe('not recorded is', () => {
  it('who was not let in: anybody could fill the table', async () => {
    const { send, refusals } = aBorder({
      authentication: async () => ({ kind: 'unauthorized' }),
    });

    await send();

    expect(refusals).toEqual([]);
  });

  it('a 404 on a read: a question that was answered', async () => {
    const { send, refusals } = aBorder(failing(notFound('not here')));

    await send({ target: `/scim/v2/Users/${id}` });

    expect(refusals).toEqual([]);
  });

  it.each(['throttled', 'unavailable'] as const)(
    'what can be tried again: the store is %s, and a write more would keep the answer back',
    async (reason) => {
      const { send, refusals } = aBorder(failing(new TryAgain(reason)));

      await send({ method: 'PATCH', target: `/scim/v2/Users/${id}`, body: '{}' });

      expect(refusals).toEqual([]);
    },
  );

  it('what went well', async () => {
    const { send, refusals } = aBorder();

    await send();

    expect(refusals).toEqual([]);
  });
});

describe('a refusal that cannot be recorded', () => {
  it.each([
    ['later', () => Promise.reject(new TryAgain('unavailable'))],
    [
      'at once',
      () => {
        throw new TypeError('barbara is secret');
      },
    ],
  ])('is answered all the same, failing %s', async (_, recordRefusal) => {
    const { send, logged } = aBorder({
      ...failing(uniqueness('userName')),
      ports: { recordRefusal },
    });

    const answer = await send();

    expect(answer.statusCode).toBe(409);
    expect(logged).toMatchObject([{ status: 409 }]);
  });

  it('does not keep the answer back until Lambda gives up, where the store hangs', async () => {
    const { send } = aBorder({
      ...failing(new TryAgain('unavailable')),
      ports: { now: Date.now, recordRefusal: () => new Promise(() => {}) },
      remainingMs: 2500,
    });

    const lambda = pause(2500, 'Lambda has given up', { ref: false });
    const answer = await Promise.race([send(), lambda]);

    expect(answer).toMatchObject({ statusCode: 503, headers: { 'Retry-After': '10' } });
  });
});
