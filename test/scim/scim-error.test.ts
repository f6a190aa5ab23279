import { describe, expect, it } from '@jest/globals';
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
  tooMany,
  unauthorized,
  uniqueness,
  unreadable,
  unsupportedMediaType,
} from '#scim/scim-error.ts';

const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

describe('the Error message, RFC 7644 §3.12', () => {
  it('has its status as a string, a keyword and a detail', () => {
    expect(invalidFilter('cannot be read').toMessage()).toEqual({
      schemas: [ERROR],
      status: '400',
      scimType: 'invalidFilter',
      detail: 'cannot be read',
    });
  });

  it.each([
    [invalidFilter('x'), 400, 'invalidFilter'],
    [tooMany('x'), 400, 'tooMany'],
    [uniqueness('userName'), 409, 'uniqueness'],
    [mutability('id'), 400, 'mutability'],
    [invalidSyntax('x'), 400, 'invalidSyntax'],
    [invalidPath('x'), 400, 'invalidPath'],
    [noTarget('x'), 400, 'noTarget'],
    [invalidValue('x'), 400, 'invalidValue'],
  ])('%s: Tables 8 and 9, and §3.3 for uniqueness', (error, status, scimType) => {
    expect(error.toMessage()).toMatchObject({ status: String(status), scimType });
    expect(error.status).toBe(status);
  });

  it.each([
    [unauthorized(), 401],
    [forbidden('x'), 403],
    [notFound('x'), 404],
    [methodNotAllowed(['GET', 'POST']), 405],
    [preconditionFailed(), 412],
    [payloadTooLarge(1024), 413],
    [unsupportedMediaType('x'), 415],
    [retryLater(429, 5), 429],
    [unreadable(431, 'x'), 431],
    [internalError('request-1'), 500],
    [notImplemented('x'), 501],
    [retryLater(503, 5), 503],
  ])('%s: no keyword where Table 9 has none, and always a detail', (error, status) => {
    const message = error.toMessage();

    expect(message).toEqual({
      schemas: [ERROR],
      status: String(status),
      detail: expect.stringMatching(/./),
    });
  });

  it('names the attributes that it is about, for the activity log', () => {
    expect(uniqueness('userName').attributes).toEqual(['userName']);
    expect(mutability('groups').attributes).toEqual(['groups']);
    expect(invalidValue('x', 'name.familyName').attributes).toEqual(['name.familyName']);
    expect(invalidValue('x').attributes).toEqual([]);
  });
});

describe('headers that come with an error', () => {
  it('ask for a bearer token (RFC 9110 §11.6.1)', () => {
    expect(unauthorized().headers).toEqual({
      'WWW-Authenticate': expect.stringMatching(/^Bearer/),
    });
  });

  it('list the methods that are allowed (RFC 9110 §15.5.6)', () => {
    expect(methodNotAllowed(['GET', 'PUT']).headers).toEqual({ Allow: 'GET, PUT' });
  });

  it('say when to try again in whole seconds: Okta waits five minutes for anything else', () => {
    expect(retryLater(429, 7).headers).toEqual({ 'Retry-After': '7' });
  });

  it('are none otherwise', () => {
    expect(notFound('x').headers).toEqual({});
  });
});

describe('what is no client’s business', () => {
  it('is a bare 500 with the id of the request and nothing else', () => {
    const { detail } = internalError('request-1').toMessage();

    expect(detail).toBe('internal error, request request-1');
  });

  it('is an Error all the same, with a stack for the log and none on the wire', () => {
    const error = noTarget('x');

    expect(error).toBeInstanceOf(Error);
    expect(error.stack).toContain('noTarget');
    expect(JSON.stringify(error.toMessage())).not.toContain('stack');
  });
});
