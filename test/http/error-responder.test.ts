import { describe, expect, it, jest } from '@jest/globals';
import { TryAgain } from '#directory/try-again.ts';
import { scimHandler } from '#http/scim-handler.ts';
import {
  forbidden,
  internalError,
  invalidFilter,
  invalidPath,
  invalidSyntax,
  invalidValue,
  methodNotAllowed,
  mutability,
  noTarget,
  notFound,
  notImplemented,
  payloadTooLarge,
  preconditionFailed,
  retryLater,
  type ScimError,
  tooMany,
  unauthorized,
  uniqueness,
  unreadable,
  unsupportedMediaType,
} from '#scim/scim-error.ts';
import { bodyOf } from '../support/answers.ts';
import { aBorder, aDocument, call, ERROR_SCHEMA } from './border.ts';

const throwing = (error: unknown) =>
  aBorder({
    operation: async () => {
      throw error;
    },
  });

const ERRORS: ReadonlyArray<readonly [status: number, error: ScimError]> = [
  [400, invalidFilter('no filter')],
  [400, tooMany('too many')],
  [409, uniqueness('userName')],
  [400, mutability('id')],
  [400, invalidSyntax('no JSON')],
  [400, invalidPath('no path')],
  [400, noTarget('no target')],
  [400, invalidValue('no value')],
  [401, unauthorized()],
  [403, forbidden('switched off')],
  [404, notFound('not here')],
  [405, methodNotAllowed(['GET'])],
  [412, preconditionFailed()],
  [413, payloadTooLarge(1)],
  [415, unsupportedMediaType('gzip')],
  [429, retryLater(429, 5)],
  [431, unreadable(431, 'headers')],
  [500, internalError('request-1')],
  [501, notImplemented('not yet')],
  [503, retryLater(503, 5)],
];

describe('every error is an Error message, RFC 7644 §3.12', () => {
  it.each(ERRORS)('%d: status is a string, detail says something', async (status, error) => {
    const { send } = throwing(error);

    const answer = await send();

    expect(answer.statusCode).toBe(status);
    expect(answer.headers).toMatchObject({ 'Content-Type': 'application/scim+json' });
    expect(bodyOf(answer)).toMatchObject({
      schemas: [ERROR_SCHEMA],
      status: String(status),
      detail: expect.stringMatching(/\S/),
    });
  });

  it('has a scimType where Table 9 has one, and no such member where it has none', async () => {
    const taken = await throwing(uniqueness('userName')).send();
    const missing = await throwing(notFound('not here')).send();

    expect(bodyOf(taken)).toHaveProperty('scimType', 'uniqueness');
    expect(Object.keys(bodyOf(missing)).sort()).toEqual(['detail', 'schemas', 'status']);
  });
});

describe('an error that nobody expected', () => {
  it.each([
    ['an Error', new Error('secret of Barbara Jensen')],
    ['a TypeError', new TypeError('secret of Barbara Jensen')],
    ['an error with a status of its own', Object.assign(new Error('secret'), { statusCode: 418 })],
    ['an error that looks like ours', { name: 'ScimError', status: 200, message: 'secret' }],
    ['a string', 'secret of Barbara Jensen'],
    ['null', null],
  ])('is a bare 500 that says nothing: %s', async (_, error) => {
    const { send } = throwing(error);

    const answer = await send();

    expect(answer.statusCode).toBe(500);
    expect(bodyOf(answer)).toEqual({
      schemas: [ERROR_SCHEMA],
      status: '500',
      detail: 'internal error, request request-1',
    });
    expect(Object.keys(answer.headers ?? {})).toEqual(['Content-Type']);
  });

  it('is a SCIM Error also where the ports cannot be made, and the log says why', async () => {
    const log = jest.spyOn(console, 'error').mockImplementation(() => {});
    const handler = scimHandler(() => {
      throw new TypeError('TABLE_NAME is not set');
    }, aDocument);

    const answer = await call(handler, { method: 'GET', target: '/scim/v2/Users' });

    expect(answer.statusCode).toBe(500);
    expect(bodyOf(answer)).toMatchObject({ schemas: [ERROR_SCHEMA], status: '500' });
    expect(answer.body).not.toContain('TABLE_NAME');
    expect(log.mock.calls.join()).toContain('TABLE_NAME is not set');
    log.mockRestore();
  });
});

describe('what can be tried again', () => {
  it.each([
    ['throttled', 429],
    ['unavailable', 503],
  ] as const)('is, when %s, %d with whole seconds in Retry-After', async (reason, status) => {
    const { send } = throwing(new TryAgain(reason, new Error('the cause is secret')));

    const answer = await send();

    expect(answer.statusCode).toBe(status);
    expect(answer.headers?.['Retry-After']).toMatch(/^[1-9]\d*$/);
    expect(bodyOf(answer)).toMatchObject({ schemas: [ERROR_SCHEMA], status: String(status) });
    expect(answer.body).not.toContain('secret');
  });

  it('is the same where the token could not be checked', async () => {
    const { send } = aBorder({
      authentication: async () => {
        throw new TryAgain('unavailable');
      },
    });

    const answer = await send();

    expect(answer.statusCode).toBe(503);
    expect(answer.headers?.['Retry-After']).toMatch(/^[1-9]\d*$/);
  });
});
