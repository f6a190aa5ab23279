import { describe, expect, it } from '@jest/globals';
import type { CompareOp, CompValue } from '#scim/filter/ast.ts';
import { comparisonKey, valueTest } from '#scim/filter/compare.ts';
import { type AttributeType, attribute } from '#scim/schema/attribute.ts';

const OPERATORS: readonly CompareOp[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le', 'co', 'sw', 'ew'];

const test = (type: AttributeType, operator: CompareOp, value: NonNullable<CompValue>) =>
  valueTest(attribute('x', type), operator, value);

const holding = (type: AttributeType, actual: string | number | boolean, value: string | number) =>
  OPERATORS.filter((operator) => test(type, operator, value)?.(actual));

describe('the operators of RFC 7644 §3.4.2.2 Table 3', () => {
  it.each([
    ['abc', 'abc', ['eq', 'ge', 'le', 'co', 'sw', 'ew']],
    ['abc', 'ABC', ['eq', 'ge', 'le', 'co', 'sw', 'ew']],
    ['abc', 'b', ['ne', 'lt', 'le', 'co']],
    ['abc', 'ab', ['ne', 'gt', 'ge', 'co', 'sw']],
    ['abc', 'bc', ['ne', 'lt', 'le', 'co', 'ew']],
    ['abc', '', ['ne', 'gt', 'ge', 'co', 'sw', 'ew']],
    ['abc', 'abcd', ['ne', 'lt', 'le']],
  ])('text %s against %s', (actual, value, expected) => {
    expect(new Set(holding('string', actual, value))).toEqual(new Set(expected));
  });

  it.each([
    [5, 5, ['eq', 'ge', 'le']],
    [5, 10, ['ne', 'lt', 'le']],
    [10, 9, ['ne', 'gt', 'ge']],
  ])('an integer %d against %d, by numeric value', (actual, value, expected) => {
    expect(new Set(holding('integer', actual, value))).toEqual(new Set(expected));
  });

  it('takes a number in quotes for a number', () => {
    expect(holding('decimal', 1.5, '1.50')).toContain('eq');
  });

  it('takes a number for the text that it is written as', () => {
    expect(holding('string', '701984', 701984)).toContain('eq');
  });

  it.each<[AttributeType, CompareOp[]]>([
    ['boolean', ['eq', 'ne']],
    ['binary', ['eq', 'ne']],
    ['dateTime', ['eq', 'ne', 'gt', 'ge', 'lt', 'le']],
    ['integer', ['eq', 'ne', 'gt', 'ge', 'lt', 'le']],
    ['decimal', ['eq', 'ne', 'gt', 'ge', 'lt', 'le']],
    ['string', [...OPERATORS]],
    ['reference', [...OPERATORS]],
    ['complex', []],
  ])('%s allows %j and no other', (type, allowed) => {
    const values = { boolean: true, dateTime: '2011-05-13T04:42:34Z', integer: 1, decimal: 1 };
    const value = { ...values, string: 'x', reference: 'x', binary: 'x', complex: 'x' }[type];

    const accepted = OPERATORS.filter((operator) => test(type, operator, value) !== undefined);

    expect(new Set(accepted)).toEqual(new Set(allowed));
  });

  it.each<[AttributeType, NonNullable<CompValue>]>([
    ['boolean', 1],
    ['boolean', 'yes'],
    ['boolean', ''],
    ['string', true],
    ['integer', true],
    ['integer', ''],
    ['integer', 'x'],
    ['integer', ' '],
    ['integer', '0x10'],
    ['decimal', 'Infinity'],
    ['dateTime', 5],
    ['dateTime', '2011-05-13'],
    ['dateTime', '2024-02-30T00:00:00Z'],
    ['binary', false],
  ])('%s is not compared with %j', (type, value) => {
    expect(test(type, 'eq', value)).toBeUndefined();
  });
});

describe('text', () => {
  it('is compared exactly where it is caseExact, and folded where it is not (§3.4.2.2)', () => {
    const exact = valueTest(attribute('x', 'string', { caseExact: true }), 'eq', 'Abc');
    const folded = valueTest(attribute('x', 'string'), 'eq', 'Abc');

    expect([exact?.('Abc'), exact?.('abc')]).toEqual([true, false]);
    expect([folded?.('Abc'), folded?.('abc')]).toEqual([true, true]);
  });

  it.each<AttributeType>(['reference', 'binary'])('%s is case-exact (§2.3.6, §2.3.7)', (type) => {
    expect(test(type, 'eq', 'A')?.('a')).toBe(false);
  });

  it('finds the start of a Greek word in capitals: a sigma is a sigma wherever it stands', () => {
    expect(test('string', 'sw', 'ΑΣ')?.('ΑΣΑ')).toBe(true);
    expect(test('string', 'co', 'ΑΣ')?.('ΑΣΑ')).toBe(true);
  });
});

describe('dateTime', () => {
  it('is compared as an instant, whatever the zone (DESIGN.md, decisions)', () => {
    expect(test('dateTime', 'eq', '2011-05-13T06:42:34+02:00')?.('2011-05-13T04:42:34.000Z')).toBe(
      true,
    );
    expect(test('dateTime', 'gt', '2011-05-13T04:42:34Z')?.('2011-05-13T04:42:34.001Z')).toBe(true);
  });
});

describe('the key that values are compared by', () => {
  it('is one for values that are the same', () => {
    const key = comparisonKey(attribute('x', 'string'));

    expect(key('ABC')).toBe(key('abc'));
    expect(comparisonKey(attribute('x', 'boolean'))(true)).toBe(true);
    expect(comparisonKey(attribute('x', 'dateTime'))('1970-01-01T00:00:01Z')).toBe(1000);
  });
});
