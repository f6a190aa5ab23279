import { describe, expect, it } from '@jest/globals';
import type { Json } from '#scim/json.ts';
import { isEmptyShell, mergeRepeated, withoutListed } from '#scim/plural-values.ts';
import { type Attribute, attribute, attributeNamed } from '#scim/schema/attribute.ts';
import { CORE_USER } from '#scim/schema/core-user.ts';

const named = (name: string): Attribute => {
  const found = attributeNamed(CORE_USER.attributes, name);
  if (found === undefined) throw new TypeError(name);
  return found;
};
const emails = named('emails');
const addresses = named('addresses');
const tags = attribute('tags', 'string', { multiValued: true });

describe('a value that says nothing beyond what it is for', () => {
  it.each<Json>([{}, { type: 'work' }, { type: 'work', primary: true, display: 'x' }])(
    '%j',
    (value) => {
      expect(isEmptyShell(value)).toBe(true);
    },
  );

  it.each<Json>([{ value: 'a' }, { type: 'work', country: 'FR' }, { $ref: 'x' }, 'text', 0])(
    '%j says something',
    (value) => {
      expect(isEmptyShell(value)).toBe(false);
    },
  );
});

describe('repeated values, RFC 7643 §2.4', () => {
  it('are one: same type, same value, in any case', () => {
    const values: Json[] = [
      { value: 'a@x', type: 'work', display: 'A' },
      { value: 'A@X', type: 'WORK', primary: true },
    ];

    expect(mergeRepeated(emails, values)).toEqual([
      { value: 'a@x', type: 'WORK', display: 'A', primary: true },
    ]);
  });

  it('are one without a type too, but a missing type is no empty one', () => {
    expect(mergeRepeated(emails, [{ value: 'a' }, { value: 'a' }])).toEqual([{ value: 'a' }]);
    expect(mergeRepeated(emails, [{ value: 'a' }, { value: 'a', type: 'work' }])).toHaveLength(2);
  });

  it('without a value are one where they are the same in everything', () => {
    const home = { type: 'home', country: 'FR' };

    expect(mergeRepeated(addresses, [home, { ...home }, { ...home, locality: 'Paris' }])).toEqual([
      home,
      { ...home, locality: 'Paris' },
    ]);
  });

  it('without a value are one however they stand to primary, which is no part of what they are', () => {
    const home = { type: 'home', country: 'FR' };

    expect(mergeRepeated(addresses, [home, { ...home, primary: true }])).toEqual([
      { ...home, primary: true },
    ]);
  });

  it('without a value get none: nothing is undefined in what JSON carries', () => {
    const merged = mergeRepeated(addresses, [
      { type: 'home', country: 'FR' },
      { type: 'Home', country: 'fr' },
    ]);

    expect(merged).toStrictEqual([{ type: 'Home', country: 'fr' }]);
  });

  it('are one where they are simple', () => {
    expect(mergeRepeated(tags, ['a', 'b', 'a'])).toEqual(['a', 'b']);
  });

  it('leave the order of the others, and a list without any as it is', () => {
    const values: Json[] = [{ value: 'b' }, { value: 'a' }, { value: 'c' }];

    expect(mergeRepeated(emails, values)).toBe(values);
  });

  it('are not mistaken where values hold the signs of a key', () => {
    const values: Json[] = [
      { value: 'a","b', type: 'c' },
      { value: 'b', type: 'c","a' },
      { value: '[]', type: 'c' },
      { value: 'undefined' },
    ];

    expect(mergeRepeated(emails, values)).toHaveLength(4);
  });
});

describe('values that a remove lists', () => {
  const values: Json[] = [
    { value: 'a@x', type: 'work', primary: true },
    { value: 'b@x', type: 'home' },
    { value: 'a@x', type: 'home' },
  ];

  it('go by the sub-attributes that are given', () => {
    expect(withoutListed(emails, values, [{ value: 'A@X' }])).toEqual([values[1]]);
    expect(withoutListed(emails, values, [{ value: 'a@x', type: 'home' }])).toEqual([
      values[0],
      values[1],
    ]);
    expect(withoutListed(emails, values, [{ type: 'home' }, { primary: true }])).toEqual([]);
  });

  it('stay where nothing is listed, or what is listed is not there', () => {
    expect(withoutListed(emails, values, [])).toEqual(values);
    expect(withoutListed(emails, values, [{ value: 'c@x' }])).toEqual(values);
    expect(withoutListed(emails, values, [{ value: 'b@x', type: 'work' }])).toEqual(values);
  });

  it('go where the list says primary false and the value says nothing: that is the same (§2.4)', () => {
    const listed = [{ value: 'b@x', type: 'home', primary: false }];

    expect(withoutListed(emails, values, listed)).toEqual([values[0], values[2]]);
  });

  it('go by themselves where they are simple', () => {
    expect(withoutListed(tags, ['a', 'b'], ['a'])).toEqual(['b']);
  });
});
