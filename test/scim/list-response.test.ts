import { describe, expect, it } from '@jest/globals';
import { listResponse, MAX_PAGE_BYTES, readPage, upToPageSize } from '#scim/list-response.ts';
import { refusal } from '#test/support/scim-core.ts';

describe('paging parameters, RFC 7644 §3.4.2.4 Table 6', () => {
  it.each([
    [{}, { startIndex: 1, count: 100 }],
    [
      { startIndex: '11', count: '10' },
      { startIndex: 11, count: 10 },
    ],
    [
      { startIndex: 11, count: 10 },
      { startIndex: 11, count: 10 },
    ],
    [{ startIndex: '0' }, { startIndex: 1, count: 100 }],
    [{ startIndex: '-7' }, { startIndex: 1, count: 100 }],
    [{ count: '0' }, { startIndex: 1, count: 0 }],
    [{ count: '-5' }, { startIndex: 1, count: 0 }],
    [{ count: '200' }, { startIndex: 1, count: 200 }],
    [{ count: '201' }, { startIndex: 1, count: 200 }],
    [{ count: '999999999999' }, { startIndex: 1, count: 200 }],
    [
      { startIndex: '', count: '' },
      { startIndex: 1, count: 100 },
    ],
    [{ startIndex: '0005' }, { startIndex: 5, count: 100 }],
  ])('%j is %j', (parameters, page) => {
    expect(readPage(parameters)).toEqual(page);
  });

  it('keeps a startIndex beyond what a number holds exactly within bounds', () => {
    const { startIndex } = readPage({ startIndex: '9'.repeat(30) });

    expect(startIndex).toBe(Number.MAX_SAFE_INTEGER);
  });

  it.each(['ten', '1.5', '1e3', '0x10', ' 1', '+1', '--1', 'NaN', 'Infinity', '1'.repeat(31)])(
    '%j is no whole number: 400 invalidValue',
    (text) => {
      expect(() => readPage({ count: text })).toThrow(refusal('invalidValue', /^count /));
      expect(() => readPage({ startIndex: text })).toThrow(refusal('invalidValue', /^startIndex /));
    },
  );

  it.each([1.5, 1e21, Number.NaN])('nor is the number %d', (count) => {
    expect(() => readPage({ count })).toThrow(refusal('invalidValue'));
  });
});

describe('the ListResponse, RFC 7644 §3.4.2', () => {
  it('counts what it holds, not what was asked for', () => {
    const message = listResponse(3, 100, [{ id: 'a' }, { id: 'b' }]);

    expect(message).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 100,
      startIndex: 3,
      itemsPerPage: 2,
      Resources: [{ id: 'a' }, { id: 'b' }],
    });
  });

  it('has Resources even where there are none: Okta and Entra ask for an empty list', () => {
    expect(listResponse(1, 0, [])).toMatchObject({
      totalResults: 0,
      itemsPerPage: 0,
      Resources: [],
    });
  });

  it('stays below the 6 MB that Lambda answers with', () => {
    expect(MAX_PAGE_BYTES).toBe(5 * 1024 * 1024);
  });
});

describe('how much goes into one answer', () => {
  it.each([
    ['letters', 'a', 1],
    ['characters of three bytes', '€', 3],
    ['control characters, which JSON writes with six', '\u0001', 6],
  ])('is counted in bytes of JSON: %s', (_, character, bytes) => {
    const resource = { id: character.repeat(2_000_000 / bytes) };

    const shown = upToPageSize([resource, resource, resource]);

    expect(shown).toEqual([resource, resource]);
  });

  it('counts names, numbers and what stands between them', () => {
    const resource = {
      n: Array.from({ length: 300_000 }, () => 0),
      [`${'n'.repeat(1_400_000)}`]: 1,
    };

    const shown = upToPageSize([resource, resource, resource]);

    expect(shown).toEqual([resource, resource]);
  });

  it('is one resource at the least, however large', () => {
    const resource = { id: 'a'.repeat(MAX_PAGE_BYTES) };

    const shown = upToPageSize([resource, resource]);

    expect(shown).toEqual([resource]);
  });

  it('is a whole page of usual resources', () => {
    const resources = Array.from({ length: 200 }, (_, index) => ({ id: `${index}`, active: true }));

    const shown = upToPageSize(resources);

    expect(shown).toEqual(resources);
  });
});
