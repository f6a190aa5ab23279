import { describe, expect, it } from '@jest/globals';
import { itemSize } from './item-size.ts';

describe('the size of an item', () => {
  it.each([
    ['names and texts in UTF-8', { pk: { S: 'é' } }, 4],
    ['an empty text', { pk: { S: '' } }, 2],
    ['a number by pairs of digits, and one', { n: { N: '12345' } }, 1 + 3 + 1],
    ['no zeros around a number', { n: { N: '0.00120' } }, 1 + 1 + 1],
    ['zero', { n: { N: '0' } }, 1 + 0 + 1],
    ['a sign', { n: { N: '-12' } }, 1 + 1 + 1 + 1],
    ['a boolean', { b: { BOOL: true } }, 2],
    ['null', { b: { NULL: true } }, 2],
    ['binary in base64', { b: { B: 'AAEC' } }, 1 + 3],
    ['binary as bytes', { b: { B: new Uint8Array(16) } }, 1 + 16],
    ['a set, each of its values', { s: { SS: ['ab', 'c'] } }, 1 + 3],
    ['a set of binary', { s: { BS: [new Uint8Array(16), new Uint8Array(16)] } }, 1 + 32],
    ['a set of numbers', { s: { NS: ['1', '22'] } }, 1 + 2 + 2],
    [
      'a list: 3, and 1 for each element',
      { l: { L: [{ S: 'ab' }, { BOOL: false }] } },
      1 + 3 + 3 + 2,
    ],
    ['a map: 3, and 1 for each member', { m: { M: { k: { S: 'ab' } } } }, 1 + 3 + 1 + 3],
  ] as const)('counts %s', (_, item, bytes) => {
    expect(itemSize(item)).toBe(bytes);
  });
});
