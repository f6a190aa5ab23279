import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SYSTEM } from '#compose/adapters.ts';
import { isId } from '#directory/user.ts';

const ID = '01900000-0000-7000-8000-000000000001';

describe('an id', () => {
  it('is what this service gives', () => {
    const ids = Array.from({ length: 100 }, () => SYSTEM.newId());

    expect(ids.filter((id) => !isId(id))).toEqual([]);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(100);
  });

  it.each([
    '',
    '1',
    'admin',
    ID.toUpperCase().replace('0190', '019A'),
    ID.replace('7000', '4000'),
    ID.replace('8000', 'c000'),
    ID.replaceAll('-', ''),
    ` ${ID}`,
    `${ID}\n`,
    `${ID}#`,
    `{${ID}}`,
    `urn:uuid:${ID}`,
    'ⅰ1900000-0000-7000-8000-000000000001',
  ])('is not %p', (text) => {
    expect(isId(text)).toBe(false);
  });

  it('is nothing else that a client may send', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(isId(text)).toBe(false);
      }),
    );
  });
});
