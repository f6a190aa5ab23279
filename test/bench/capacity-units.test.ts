import { describe, expect, it } from '@jest/globals';
import { queryUnits, readUnits, transactionUnits, writeUnits } from './capacity-units.ts';
import type { Item } from './item-size.ts';

/** An item of exactly so many bytes. */
function sized(bytes: number, parts: Item = {}): Item {
  const named = { pk: { S: 'p' }, sk: { S: 's' }, ...parts };
  const used = Object.entries(named).reduce(
    (sum, [name, { S = '' }]) => sum + name.length + S.length,
    0,
  );
  return { ...named, x: { S: 'x'.repeat(bytes - used - 1) } };
}

const indexed = (text: string): Item => ({ gsi1pk: { S: text }, gsi1sk: { S: 'a' } });

describe('reads, strongly consistent', () => {
  it('cost 1 unit for each 4 KB begun', () => {
    expect(readUnits(sized(4096))).toBe(1);
    expect(readUnits(sized(4097))).toBe(2);
  });

  it('cost 1 unit where there is no item', () => {
    expect(readUnits(undefined)).toBe(1);
    expect(queryUnits([])).toBe(1);
  });

  it('of a query cost the sum of the items, rounded once', () => {
    expect(queryUnits(Array.from({ length: 10 }, () => sized(1000)))).toBe(3);
  });
});

describe('writes', () => {
  it('cost 1 unit for each 1 KB begun of the larger of before and after', () => {
    expect(writeUnits({ before: undefined, after: sized(1024) })).toBe(1);
    expect(writeUnits({ before: sized(1025), after: sized(100) })).toBe(2);
    expect(writeUnits({ before: sized(100), after: sized(2049) })).toBe(3);
  });

  it('that delete cost what the deleted item has', () => {
    expect(writeUnits({ before: sized(1500), after: undefined })).toBe(2);
    expect(writeUnits({ before: undefined, after: undefined })).toBe(1);
  });

  it('cost twice in a transaction', () => {
    const put = { before: undefined, after: sized(1500) };

    expect(transactionUnits([put, put])).toBe(8);
  });
});

describe('index entries', () => {
  it.each([
    ['come', {}, indexed('a'), 1],
    ['go', indexed('a'), {}, 1],
    ['change their key: one goes, one comes', indexed('a'), indexed('b'), 2],
    ['stay as they are', indexed('a'), indexed('a'), 0],
    ['lack a key', {}, { gsi1pk: { S: 'a' } }, 0],
  ] as const)('cost by the write when they %s', (_, before, after, units) => {
    const change = { before: sized(500, before), after: sized(500, after) };

    expect(writeUnits(change)).toBe(1 + units);
  });

  it('are counted once in a transaction, and hold nothing but keys', () => {
    const put = { before: undefined, after: sized(3000, indexed('a')) };

    expect(transactionUnits([put])).toBe(2 * 3 + 1);
  });
});
