import { describe, expect, it } from '@jest/globals';
import type { ScimResult } from '#scim/exchange.ts';
import { notFound } from '#scim/scim-error.ts';
import { aBorder } from './border.ts';

const location = 'https://scim.example.com/scim/v2/Users/1';
const version = 'W/"3"';
const answering = (result: ScimResult) => aBorder({ operation: async () => result });

describe('an answer by the kind of its result', () => {
  it.each([
    ['created', 201],
    ['resource', 200],
  ] as const)('%s: %d with Location, Content-Location and ETag', async (kind, status) => {
    const { send } = answering({ kind, body: { id: '1' }, location, version });

    const answer = await send();

    expect(answer).toEqual({
      statusCode: status,
      headers: {
        'Content-Type': 'application/scim+json',
        Location: location,
        'Content-Location': location,
        ETag: version,
      },
      body: '{"id":"1"}',
    });
  });

  it('document: 200 without a version', async () => {
    const { send } = answering({ kind: 'document', body: { Resources: [] } });

    const answer = await send();

    expect(answer).toEqual({
      statusCode: 200,
      headers: { 'Content-Type': 'application/scim+json' },
      body: '{"Resources":[]}',
    });
  });

  it('notModified: 304 with the version and no body', async () => {
    const { send } = answering({ kind: 'notModified', location, version });

    const answer = await send();

    expect(answer.statusCode).toBe(304);
    expect(answer.headers).toMatchObject({ ETag: version, 'Content-Location': location });
    expect(answer.headers).not.toHaveProperty('Content-Type');
    expect(answer.body).toBeUndefined();
  });

  it('deleted: 204 with nothing', async () => {
    const { send } = answering({ kind: 'deleted' });

    const answer = await send();

    expect(answer).toEqual({ statusCode: 204, headers: {} });
  });
});

const ACCEPTS: ReadonlyArray<readonly [accept: string | undefined, contentType: string]> = [
  [undefined, 'application/scim+json'],
  ['', 'application/scim+json'],
  ['application/scim+json', 'application/scim+json'],
  ['application/scim+json; charset=utf-8', 'application/scim+json'],
  ['application/json', 'application/json'],
  ['Application/JSON', 'application/json'],
  ['application/json; charset=utf-8', 'application/json'],
  ['application/json, text/plain', 'application/json'],
  ['application/json, application/scim+json', 'application/scim+json'],
  ['application/scim+json;q=0.1, application/json', 'application/scim+json'],
  ['application/json, text/plain, */*', 'application/scim+json'],
  ['application/*', 'application/scim+json'],
  ['*/*', 'application/scim+json'],
  ['text/html', 'application/scim+json'],
  ['application/json, application/scim+json;q=0', 'application/json'],
  ['application/json, */*;q=0', 'application/json'],
];

describe('the content type is application/scim+json, exactly, unless the client takes plain JSON alone', () => {
  it.each(ACCEPTS)('Accept: %p is answered in %s', async (accept, contentType) => {
    const { send } = aBorder();

    const answer = await send({ headers: accept === undefined ? {} : { accept } });

    expect(answer.headers?.['Content-Type']).toBe(contentType);
  });

  it.each(ACCEPTS)('also for an error: Accept: %p is answered in %s', async (accept, type) => {
    const { send } = aBorder({
      operation: async () => {
        throw notFound('not here');
      },
    });

    const answer = await send({ headers: accept === undefined ? {} : { accept } });

    expect(answer.headers?.['Content-Type']).toBe(type);
  });
});
