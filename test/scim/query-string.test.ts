import { describe, expect, it } from '@jest/globals';
import { readQueryString } from '#scim/query-string.ts';
import { refusal } from '#test/support/scim-core.ts';

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
    'sortBy=%',
    'attributes=%FF',
    'count=%31%',
  ])('%s is 400 invalidValue', (queryString) => {
    expect(() => readQueryString(queryString)).toThrow(refusal('invalidValue'));
  });

  it.each(['filter=%', 'filter=%ZZ', 'Filter=%FF', 'filter=%C5', 'filter=%ED%A0%80'])(
    '%s is 400 invalidFilter, like every filter that cannot be read',
    (queryString) => {
      expect(() => readQueryString(queryString)).toThrow(refusal('invalidFilter'));
    },
  );

  it.each(['__proto__=x', 'constructor=x', 'toString=x&hasOwnProperty=y', 'password=x'])(
    'passes over %s',
    (queryString) => {
      expect(readQueryString(queryString)).toEqual({});
    },
  );
});
