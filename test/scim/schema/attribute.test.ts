import { describe, expect, it } from '@jest/globals';
import { attribute, attributeNamed, plural } from '#scim/schema/attribute.ts';

describe('an attribute, RFC 7643 §2.2', () => {
  it('has the defaults of the RFC', () => {
    expect(attribute('title', 'string')).toEqual({
      name: 'title',
      type: 'string',
      multiValued: false,
      required: false,
      caseExact: false,
      mutability: 'readWrite',
      returned: 'default',
      uniqueness: 'none',
    });
  });

  it('is case-exact where it is a reference or binary (§2.3.6, §2.3.7), unless it says otherwise', () => {
    expect(attribute('x', 'reference').caseExact).toBe(true);
    expect(attribute('x', 'binary').caseExact).toBe(true);
    expect(attribute('x', 'string', { caseExact: true }).caseExact).toBe(true);
  });
});

describe('a multi-valued attribute, RFC 7643 §2.4', () => {
  it('has value, display, type and primary', () => {
    const emails = plural('emails', attribute('value', 'string'), ['work', 'home']);

    expect(emails).toMatchObject({ type: 'complex', multiValued: true });
    expect(emails.subAttributes?.map(({ name, type }) => [name, type])).toEqual([
      ['value', 'string'],
      ['display', 'string'],
      ['type', 'string'],
      ['primary', 'boolean'],
    ]);
    expect(emails.subAttributes?.[2]?.canonicalValues).toEqual(['work', 'home']);
  });

  it('suggests no types where there are none', () => {
    const roles = plural('roles', attribute('value', 'string'));

    expect(roles.subAttributes?.[2]).not.toHaveProperty('canonicalValues');
  });
});

describe('the attribute of a name', () => {
  const attributes = [attribute('userName', 'string'), attribute('title', 'string')];

  it.each(['userName', 'username', 'USERNAME'])('is found in any case: %s (§2.1)', (name) => {
    expect(attributeNamed(attributes, name)).toBe(attributes[0]);
  });

  it.each(['', 'user', 'constructor', '__proto__', 'toString', 'length', '0'])(
    'is not found in what lists and objects have: %j',
    (name) => {
      expect(attributeNamed(attributes, name)).toBeUndefined();
    },
  );
});
