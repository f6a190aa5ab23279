import { describe, expect, it } from '@jest/globals';
import type { Filter } from '#scim/filter/ast.ts';
import { parseFilter } from '#scim/filter/parse.ts';
import { refusal } from '#test/support/scim-core.ts';

const pr = (attrName: string): Filter => ({
  kind: 'present',
  attrPath: { uri: undefined, attrName, subAttr: undefined },
});

describe('the grammar of filters, RFC 7644 §3.4.2.2 Figure 1', () => {
  it('binds "and" tighter than "or"', () => {
    const filter = parseFilter('a pr or b pr and c pr');

    expect(filter).toEqual({
      kind: 'or',
      left: pr('a'),
      right: { kind: 'and', left: pr('b'), right: pr('c') },
    });
  });

  it('binds "and" tighter than "or" on the left too', () => {
    const filter = parseFilter('a pr and b pr or c pr');

    expect(filter).toEqual({
      kind: 'or',
      left: { kind: 'and', left: pr('a'), right: pr('b') },
      right: pr('c'),
    });
  });

  it('lets parentheses override the order of operations (Table 5)', () => {
    const filter = parseFilter('(a pr or b pr) and c pr');

    expect(filter).toEqual({
      kind: 'and',
      left: { kind: 'or', left: pr('a'), right: pr('b') },
      right: pr('c'),
    });
  });

  it('negates the parenthesis behind "not" and nothing more', () => {
    const filter = parseFilter('not (a pr) and b pr');

    expect(filter).toEqual({
      kind: 'and',
      left: { kind: 'not', operand: pr('a') },
      right: pr('b'),
    });
  });

  it('keeps the case of names and reads operators in any case', () => {
    const filter = parseFilter('UserNAME Eq "john" AND Title PR');

    expect(filter).toEqual({
      kind: 'and',
      left: {
        kind: 'compare',
        attrPath: { uri: undefined, attrName: 'UserNAME', subAttr: undefined },
        compareOp: 'eq',
        compValue: 'john',
      },
      right: pr('Title'),
    });
  });

  it('splits a full attribute path into URN, attribute and sub-attribute (§3.10)', () => {
    const filter = parseFilter('urn:ietf:params:scim:schemas:core:2.0:User:name.givenName pr');

    expect(filter).toMatchObject({
      attrPath: {
        uri: 'urn:ietf:params:scim:schemas:core:2.0:User',
        attrName: 'name',
        subAttr: 'givenName',
      },
    });
  });

  it('reads the brackets of a value path', () => {
    const filter = parseFilter('emails[type eq "work" and value co "@"]');

    expect(filter).toMatchObject({
      kind: 'valuePath',
      attrPath: { attrName: 'emails' },
      valFilter: { kind: 'and', left: { compValue: 'work' }, right: { compareOp: 'co' } },
    });
  });

  it.each([
    ['"a b"', 'a b'],
    ['true', true],
    ['FALSE', false],
    ['null', null],
    ['5', 5],
    ['-1.5', -1.5],
  ])('reads the value %s', (text, compValue) => {
    expect(parseFilter(`title eq ${text}`)).toMatchObject({ compValue });
  });
});

describe('what is no filter is 400 invalidFilter (§3.4.2.2)', () => {
  it.each([
    '',
    ' ',
    'userName',
    'userName eq',
    'eq "x"',
    '"userName" eq "x"',
    'userName regex "x"',
    'userName eq "a" "b"',
    'userName eq a"',
    'userName eq a" or userName pr',
    'userName eq "a',
    "userName eq 'a'",
    'userName eq a/b',
    'userName eq {}',
    'userName eq []',
    'userName eq *',
    'userName pr "x"',
    'userName pr and',
    'and userName pr',
    'userName pr or or title pr',
    'userName pr title pr',
    'userName pr; title pr',
    '(userName pr',
    'userName pr)',
    '()',
    'not userName pr',
    'not',
    'not ()',
    'not not (userName pr)',
    'emails[]',
    'emails[type]',
    'emails[type eq "work"',
    'emails[type eq "work")',
    'emails type eq "work"]',
    'emails[type eq "work"].value',
    'emails[type eq "work"] eq "x"',
    'emails[type eq "work"].value.x eq "a"',
    'emails[type eq "work"]..value eq "a"',
    'emails[type eq "work"].urn:x:value eq "a"',
    'emails[addresses[type eq "a"]]',
    'emails.value[type eq "a"]',
    '.value eq "a"',
    'name. eq "a"',
    'name..givenName eq "a"',
    'name.givenName.x eq "a"',
    '1name eq "a"',
    'na$me eq "a"',
    'http://example.com:userName eq "a"',
    'urn:userName eq "a"',
    '{{7*7}} eq "a"',
    '__proto__ eq "a"',
  ])('%j', (text) => {
    expect(() => parseFilter(text)).toThrow(refusal('invalidFilter'));
  });

  it('and the error says where, but repeats nothing of it (HARD-CASES V9)', () => {
    expect(() => parseFilter('userName eq "a" secret')).toThrow(
      refusal('invalidFilter', /^(?!.*secret).*word 4/),
    );
  });
});

describe('the number of comparisons', () => {
  const terms = (count: number, operator = 'or') =>
    Array.from({ length: count }, () => 'title pr').join(` ${operator} `);

  it('is 50 at the most', () => {
    expect(parseFilter(terms(50))).toMatchObject({ kind: 'or' });
    expect(() => parseFilter(terms(51))).toThrow(refusal('invalidFilter', /50 comparisons/));
    expect(() => parseFilter(terms(51, 'and'))).toThrow(refusal('invalidFilter'));
  });

  it('counts those inside brackets and behind them', () => {
    const selected = `emails[${terms(48).replaceAll('title', 'type')}].value eq "x"`;

    expect(parseFilter(`${selected} or title pr`)).toMatchObject({ kind: 'or' });
    expect(() => parseFilter(`${selected} or title pr or title pr`)).toThrow(
      refusal('invalidFilter'),
    );
  });
});

describe('an unquoted value', () => {
  it.each(['jyoung', 'a@example.com', 'o_brien+x.y-z', '2819c223-7f76', 'Žižek', '日本', 'a:b'])(
    'is text where it is letters, digits and @ . _ - + : (%s)',
    (text) => {
      expect(parseFilter(`userName eq ${text}`)).toMatchObject({ compValue: text });
    },
  );

  it.each(['007', '1.0', '1e3', '12345678901234567890', '+5', '-0'])(
    'stays text where a number would say something else (%s)',
    (text) => {
      expect(parseFilter(`externalId eq ${text}`)).toMatchObject({ compValue: text });
    },
  );

  it('ends at a bracket as at a blank', () => {
    expect(parseFilter('(userName eq jyoung)')).toMatchObject({ compValue: 'jyoung' });
    expect(parseFilter('emails[type eq work]')).toMatchObject({
      valFilter: { compValue: 'work' },
    });
  });

  it('may be a word of the grammar: where a value must stand, a value stands', () => {
    expect(parseFilter('title eq or or title eq not')).toMatchObject({
      kind: 'or',
      left: { compValue: 'or' },
      right: { compValue: 'not' },
    });
  });
});
