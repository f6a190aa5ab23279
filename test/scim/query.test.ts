import { describe, expect, it } from '@jest/globals';
import type { Json } from '#scim/json.ts';
import { readQuery, readQueryString, readSearchRequest } from '#scim/query.ts';
import { refusal, USER_SCHEMAS } from '#test/support/scim-core.ts';

describe('a query string, RFC 7644 §3.4.2', () => {
  it.each([
    ['+ as a blank, %20 too', 'filter=userName+eq%20%22a%22', 'userName eq "a"'],
    ['%2B as a plus', 'filter=userName+eq+%22a%2Bb%22', 'userName eq "a+b"'],
    [
      'raw quotes and brackets (Entra)',
      'filter=emails[type+eq+"work"]+pr',
      'emails[type eq "work"] pr',
    ],
    ['an equals sign in a value', 'filter=userName eq "a=b"', 'userName eq "a=b"'],
    ['a dangling & (OneLogin)', 'filter=userName+pr&', 'userName pr'],
    ['names in any case', 'FILTER=userName+pr', 'userName pr'],
    ['any order, and parameters of others', 'x=1&count=2&filter=userName+pr&_=3', 'userName pr'],
    ['text outside ASCII', 'filter=userName+eq+%22%C5%BE%22', 'userName eq "ž"'],
    ['an ampersand that is encoded', 'filter=title+eq+%22R%26D%22', 'title eq "R&D"'],
    ['an empty filter, which is no absent one', 'filter=', ''],
    ['a filter without a value, likewise', 'count=1&filter', ''],
  ])('takes %s', (_, queryString, filter) => {
    expect(readQueryString(queryString).filter).toBe(filter);
  });

  it('decodes the names of parameters too: a filter that is passed over is an unfiltered list', () => {
    expect(readQueryString('%66ilter=userName+pr').filter).toBe('userName pr');
    expect(readQueryString('start%49ndex=5').startIndex).toBe('5');
  });

  it.each(['', '&', '&&', '='])('has no parameters in %j', (queryString) => {
    expect(readQueryString(queryString)).toEqual({});
  });

  it('splits lists of names at commas, but not inside brackets', () => {
    expect(
      readQueryString('attributes=userName,+name.givenName,emails[type eq "a,b"],,').attributes,
    ).toEqual(['userName', 'name.givenName', 'emails']);
    expect(readQueryString('excludedAttributes=groups').excludedAttributes).toEqual(['groups']);
  });

  it.each([
    'filter=a&filter=b',
    'filter=a&Filter=b',
    'count=1&count=1',
    'filter=%',
    'filter=%ZZ',
    'filter=%FF',
    'filter=%C5',
    'filter=%ED%A0%80',
  ])('%s is 400 invalidValue', (queryString) => {
    expect(() => readQueryString(queryString)).toThrow(refusal('invalidValue'));
  });

  it.each(['__proto__=x', 'constructor=x', 'toString=x&hasOwnProperty=y', 'password=x'])(
    'passes over %s',
    (queryString) => {
      expect(readQueryString(queryString)).toEqual({});
    },
  );
});

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
