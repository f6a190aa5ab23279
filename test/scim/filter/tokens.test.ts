import { describe, expect, it } from '@jest/globals';
import { FilterSyntaxError, isNot, MAX_FILTER_BYTES, tokenize } from '#scim/filter/tokens.ts';

describe('the tokens of a filter, RFC 7644 §3.4.2.2 Figure 1', () => {
  it('separates words, strings, parentheses and brackets', () => {
    const tokens = tokenize('not (emails[type eq "work"].value sw "b")');

    expect(tokens).toEqual([
      { kind: 'word', text: 'not' },
      { kind: '(' },
      { kind: 'word', text: 'emails' },
      { kind: '[' },
      { kind: 'word', text: 'type' },
      { kind: 'word', text: 'eq' },
      { kind: 'string', value: 'work' },
      { kind: ']' },
      { kind: 'word', text: '.value' },
      { kind: 'word', text: 'sw' },
      { kind: 'string', value: 'b' },
      { kind: ')' },
    ]);
  });

  it('takes any number of blanks and tabs between tokens, and none around parentheses', () => {
    const spaced = tokenize('  (  title \t pr  )  ');

    expect(spaced).toEqual(tokenize('(title pr)'));
  });

  it('has no tokens in an empty text', () => {
    expect(tokenize('')).toEqual([]);
    expect(tokenize(' \t ')).toEqual([]);
  });

  it.each([
    ['"a\\"b"', 'a"b'],
    ['"a\\\\"', 'a\\'],
    ['"\\u0041\\/\\t"', 'A/\t'],
    ['"( ] eq or"', '( ] eq or'],
    ['""', ''],
    ['"\\ud83d\\ude00"', '😀'],
    ['"žluťoučký"', 'žluťoučký'],
  ])('reads %s as JSON reads it (RFC 7159)', (text, value) => {
    expect(tokenize(text)).toEqual([{ kind: 'string', value }]);
  });

  it.each([
    ['a string that does not end', '"abc'],
    ['a string that ends in a backslash', '"abc\\'],
    ['a string that ends in an escaped quote', '"abc\\"'],
    ['a quote inside a word', 'a"b'],
    ['an escape that JSON does not have', '"\\x41"'],
    ['a line break inside a string', '"a\nb"'],
    ['a tab inside a string', '"a\tb"'],
    ['a lone surrogate', '"\\ud800"'],
    ['a lone surrogate at the other end', '"\\udc00x"'],
  ])('refuses %s', (_, text) => {
    expect(() => tokenize(text)).toThrow(FilterSyntaxError);
  });

  it('takes an operator right before its value, as in the example of RFC 7644 §3.5.2.2', () => {
    expect(tokenize('value eq"a"')).toEqual(tokenize('value eq "a"'));
  });

  it('takes line breaks and no-break spaces for no blanks', () => {
    expect(tokenize('title\npr')).toHaveLength(1);
    expect(tokenize('title\u00a0pr')).toHaveLength(1);
  });

  it('says the position of what it refuses, never the text', () => {
    const secret = 'hunter2';

    const attempt = () => tokenize(`userName eq "${secret}`);

    expect(attempt).toThrow(/position 13/);
    expect(attempt).not.toThrow(new RegExp(secret));
  });
});

describe('the limits of a filter', () => {
  const padded = (bytes: number) => `title eq "${'x'.repeat(bytes - 11)}"`;

  it('are 8,192 bytes', () => {
    expect(MAX_FILTER_BYTES).toBe(8192);
    expect(tokenize(padded(8192))).toHaveLength(3);
    expect(() => tokenize(padded(8193))).toThrow(/8192 bytes/);
  });

  it('count bytes in UTF-8, not characters', () => {
    expect(tokenize(`"${'é'.repeat(4095)}"`)).toHaveLength(1);
    expect(() => tokenize(`"${'é'.repeat(4096)}"`)).toThrow(/8192 bytes/);
  });

  it.each([
    ['(', ')'],
    ['[', ']'],
  ])('are 20 levels of %s%s', (open, close) => {
    const nested = (depth: number) => `${open.repeat(depth)}${close.repeat(depth)}`;

    expect(tokenize(nested(20))).toHaveLength(40);
    expect(() => tokenize(nested(21))).toThrow(/20 levels/);
  });

  it('count a "not" and its parenthesis as a level each', () => {
    const nested = (depth: number) => `${'not ('.repeat(depth)}${')'.repeat(depth)}`;

    expect(tokenize(nested(10))).toHaveLength(30);
    expect(() => tokenize(nested(11))).toThrow(/20 levels/);
    expect(() => tokenize(`(${nested(10)})`)).toThrow(/20 levels/);
  });

  it('add up parentheses, brackets and "not"', () => {
    const mixed = (depth: number) => `${'('.repeat(depth)}NOT(emails[`;

    expect(tokenize(mixed(17))).not.toHaveLength(0);
    expect(() => tokenize(mixed(18))).toThrow(/20 levels/);
  });

  it('are about nesting: what stands side by side costs nothing', () => {
    expect(tokenize('(a) '.repeat(100))).toHaveLength(300);
    expect(tokenize('not (a) '.repeat(100))).toHaveLength(400);
  });

  it('do not let closing brackets that match nothing make room', () => {
    expect(() => tokenize(`${')'.repeat(30)}${'('.repeat(21)}`)).toThrow(/20 levels/);
  });

  it.each(['(', 'not (', 'a[', '"\\a'])(
    'stop 8 KB of %s before anything recursive sees it',
    (piece) => {
      const text = piece.repeat(Math.floor(8192 / piece.length));

      expect(() => tokenize(text)).toThrow(FilterSyntaxError);
    },
  );
});

describe('"not"', () => {
  it('is a word in any case, and no string', () => {
    expect(isNot({ kind: 'word', text: 'NoT' })).toBe(true);
    expect(isNot({ kind: 'string', value: 'not' })).toBe(false);
    expect(isNot({ kind: 'word', text: 'nott' })).toBe(false);
    expect(isNot(undefined)).toBe(false);
  });
});
