import { describe, expect, it } from '@jest/globals';
import { fold } from '#scim/fold.ts';

/** What a code point may stand next to and change: cased letters, marks, sigma, Hangul, joiners. */
const NEIGHBOURS = ['a', 'A', '\u0301', '\u0345', 'Σ', '\u1161'];

function* codePoints(): Generator<string> {
  for (let code = 0; code <= 0x10ffff; code += 1) {
    if (code < 0xd800 || code > 0xdfff) yield String.fromCodePoint(code);
  }
}

/** Many at a time: a call for each pair would take minutes. */
function blocks(size: number): string[][] {
  const all = [...codePoints()];
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

const isUnstable = (text: string) => fold(fold(text)) !== fold(text);

describe('comparison without regard to case, RFC 7644 §5', () => {
  it('is idempotent for every Unicode code point', () => {
    const unstable = [...codePoints()].filter(isUnstable);

    expect(unstable).toEqual([]);
  });

  it.each(NEIGHBOURS)('is idempotent for every code point next to %j', (neighbour) => {
    const besides = blocks(512).map((block) =>
      block.map((character) => `${character}${neighbour} ${neighbour}${character}`).join(' '),
    );

    const unstable = besides.filter(isUnstable);

    expect(unstable).toEqual([]);
  });

  it.each([
    ['capitals and small letters', 'BJensen@Example.COM', 'bjensen@example.com'],
    ['capitals outside ASCII', 'ŽIŽEK', 'žižek'],
    ['composed and decomposed letters', 'e\u0301', 'é'],
    ['ligatures', 'ﬁ', 'fi'],
    ['full-width letters', 'Ａｄｍｉｎ', 'admin'],
    ['the Kelvin sign', '\u212A', 'k'],
    ['the capital sharp s', 'ẞ', 'ß'],
    ['a Greek word in capitals', 'ΟΔΟΣ', 'οδος'],
    ['the sigma at the end of a word and inside of one', 'ς', 'σ'],
  ])('merges %s', (_, one, other) => {
    expect(fold(one)).toBe(fold(other));
  });

  it.each([
    ['ß and ss', 'straße', 'strasse'],
    ['the dotless i and i', 'ı', 'i'],
    ['letters with and without an accent', 'é', 'e'],
    ['Latin and Cyrillic letters that look the same', 'a', 'а'],
    ['blanks', 'a b', 'ab'],
    ['blanks at the ends', ' a', 'a'],
  ])('keeps apart %s', (_, one, other) => {
    expect(fold(one)).not.toBe(fold(other));
  });

  it('says the same of ASCII by its short cut as by the long way', () => {
    const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join(
      '',
    );

    expect(fold(ascii)).toBe(ascii.normalize('NFKC').toLowerCase().normalize('NFKC'));
  });
});
