import { describe, expect, it } from '@jest/globals';
import { asList, booleanFromText, complexFromScalar, unquotedValue } from '#scim/quirks.ts';
import { attribute } from '#scim/schema/attribute.ts';

describe('a filter value without quotes (Entra’s documentation, authentik)', () => {
  it.each([
    ['jyoung', 'jyoung'],
    ['a.b-c_d+e@example.com', 'a.b-c_d+e@example.com'],
    ['2011-05-13T04:42:34Z', '2011-05-13T04:42:34Z'],
    ['Žižek', 'Žižek'],
    ['٣', '٣'],
    ['true', true],
    ['True', true],
    ['FALSE', false],
    ['null', null],
    ['5', 5],
    ['-5', -5],
    ['0.5', 0.5],
    ['9007199254740991', 9007199254740991],
    ['007', '007'],
    ['1.0', '1.0'],
    ['9007199254740993', '9007199254740993'],
    ['1e3', '1e3'],
    ['1e400', '1e400'],
    ['truely', 'truely'],
  ])('%s is %j', (text, value) => {
    expect(unquotedValue(text)).toBe(value);
  });

  it.each([
    '',
    'a/b',
    "'a'",
    'a,b',
    'a;b',
    'a*',
    '{}',
    'a\\b',
    'a=b',
    'a%20b',
    'a\u00a0b',
    '{{7*7}}',
    '<b>',
  ])('%j is no value', (text) => {
    expect(unquotedValue(text)).toBeUndefined();
  });
});

describe('a boolean in quotes (Entra)', () => {
  it.each([
    ['True', true],
    ['FALSE', false],
    ['true', true],
    ['null', undefined],
    ['yes', undefined],
    ['1', undefined],
    ['', undefined],
    [' true', undefined],
    ['constructor', undefined],
  ])('%j is %j', (text, value) => {
    expect(booleanFromText(text)).toBe(value);
  });
});

describe('a complex value given as its value alone (Entra’s manager)', () => {
  it('is that value, where the attribute has one', () => {
    const manager = attribute('manager', 'complex', {
      subAttributes: [attribute('value', 'string')],
    });

    expect(complexFromScalar(manager, '271')).toEqual({ value: '271' });
    expect(complexFromScalar(attribute('name', 'complex'), 'x')).toBeUndefined();
    expect(
      complexFromScalar(attribute('name', 'complex', { subAttributes: [] }), 5),
    ).toBeUndefined();
  });
});

describe('one for a list, and a list for one', () => {
  it('is a list either way', () => {
    expect(asList('a')).toEqual(['a']);
    expect(asList(['a', 'b'])).toEqual(['a', 'b']);
    expect(asList([])).toEqual([]);
    expect(asList(null)).toEqual([null]);
  });
});
