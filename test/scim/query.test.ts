import { describe, expect, it } from '@jest/globals';
import type { Json } from '#scim/json.ts';
import { readQuery, readSearchRequest } from '#scim/query.ts';
import { refusal, USER_SCHEMAS } from '#test/support/scim-core.ts';

describe('a SearchRequest, RFC 7644 §3.4.3', () => {
  it('reads the members of the message', () => {
    const parameters = readSearchRequest({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
      attributes: ['displayName', 'userName'],
      filter: 'displayName sw "smith"',
      sortBy: 'userName',
      sortOrder: 'descending',
      startIndex: 1,
      count: 10,
    });

    expect(parameters).toEqual({
      attributes: ['displayName', 'userName'],
      filter: 'displayName sw "smith"',
      sortBy: 'userName',
      sortOrder: 'descending',
      startIndex: 1,
      count: 10,
    });
  });

  it('takes names in any case, null for absent, and a text for a list', () => {
    expect(readSearchRequest({ FILTER: 'a pr', count: null, attributes: 'id, userName' })).toEqual({
      filter: 'a pr',
      attributes: ['id', 'userName'],
    });
  });

  it.each([null, [], 'filter', 5])('%j is 400 invalidSyntax', (body) => {
    expect(() => readSearchRequest(body)).toThrow(refusal('invalidSyntax'));
  });

  it.each<Json>([
    { filter: 5 },
    { filter: ['a'] },
    { filter: {} },
    { attributes: 5 },
    { attributes: [1] },
    { sortBy: true },
    { count: true },
    { startIndex: [] },
  ])('%j is 400 invalidValue', (body) => {
    expect(() => readSearchRequest(body)).toThrow(refusal('invalidValue'));
  });
});

describe('a query that has been checked', () => {
  it('has a page, and nothing else that was not asked for', () => {
    expect(readQuery(USER_SCHEMAS, {})).toEqual({
      filter: undefined,
      page: { startIndex: 1, count: 100 },
      projection: { kind: 'default', names: new Map() },
      order: undefined,
    });
  });

  it.each(['', ' ', 'userName', 'userName eq a" or userName pr'])(
    'is 400 invalidFilter where the filter is %j: never an unfiltered list',
    (filter) => {
      expect(() => readQuery(USER_SCHEMAS, { filter })).toThrow(refusal('invalidFilter'));
    },
  );

  it.each([
    { count: 'ten' },
    { sortBy: 'favouriteColour' },
    { sortBy: 'userName', sortOrder: 'up' },
    { attributes: ['id'], excludedAttributes: ['name'] },
  ])('is 400 invalidValue for %j', (parameters) => {
    expect(() => readQuery(USER_SCHEMAS, parameters)).toThrow(refusal('invalidValue'));
  });
});
