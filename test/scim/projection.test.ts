import { describe, expect, it } from '@jest/globals';
import type { Json } from '#scim/json.ts';
import { project, readProjection, wants } from '#scim/projection.ts';
import { ENTERPRISE, refusal, USER, USER_SCHEMAS } from '#test/support/scim-core.ts';

const user = {
  schemas: [USER, ENTERPRISE],
  id: '1',
  userName: 'a',
  name: { givenName: 'Ada', familyName: 'L' },
  emails: [{ value: 'a@x', type: 'work' }, { value: 'b@x' }] as Json,
  [ENTERPRISE]: { department: 'R', manager: { value: 'm', $ref: 'r' } },
  meta: { resourceType: 'User', location: 'https://x' },
};
const minimum = { schemas: user.schemas, id: '1' };

const only = (...names: string[]) => project(readProjection(USER_SCHEMAS, names), user);
const without = (...names: string[]) => project(readProjection(USER_SCHEMAS, [], names), user);

describe('attributes, RFC 7644 §3.9', () => {
  it.each([
    ['an attribute', ['userName'], { userName: 'a' }],
    ['an attribute in any case', ['USERNAME'], { userName: 'a' }],
    ['an attribute with its URN', [`${USER}:userName`], { userName: 'a' }],
    ['a sub-attribute', ['name.familyName'], { name: { familyName: 'L' } }],
    ['a sub-attribute of every value', ['emails.type'], { emails: [{ type: 'work' }] }],
    ['a whole extension', [ENTERPRISE], { [ENTERPRISE]: user[ENTERPRISE] }],
    [
      'an attribute of an extension',
      [`${ENTERPRISE}:department`],
      { [ENTERPRISE]: { department: 'R' } },
    ],
    ['one without its URN', ['manager.value'], { [ENTERPRISE]: { manager: { value: 'm' } } }],
    ['what stands before a bracket', ['emails[type eq "work"].value'], { emails: user.emails }],
    ['part of meta', ['meta.location'], { meta: { location: 'https://x' } }],
    [
      'several',
      ['userName', 'name.givenName', 'name.familyName'],
      { userName: 'a', name: user.name },
    ],
    ['the longer and the shorter path', ['name.givenName', 'name'], { name: user.name }],
    ['the shorter and the longer path', ['name', 'name.givenName'], { name: user.name }],
    ['blanks around a name', [' userName '], { userName: 'a' }],
  ])('returns %s, and the minimum set', (_, names, expected) => {
    expect(only(...names)).toEqual({ ...minimum, ...expected });
  });

  it.each([
    'favouriteColour',
    'title',
    'name.nick',
    'password',
    '__proto__',
    'constructor',
    'a b',
    '(',
  ])('returns the minimum set where %s asks for nothing that is there', (name) => {
    expect(only(name)).toEqual(minimum);
  });

  it('returns all that the core schema has, and no extension, for the URN of the core schema', () => {
    const projected = only(USER);

    expect(projected).toMatchObject({ ...minimum, userName: 'a', name: user.name });
    expect(projected).not.toHaveProperty([ENTERPRISE]);
  });
});

describe('excludedAttributes, RFC 7644 §3.9', () => {
  it('leaves out what it names, whole or in part', () => {
    const { name: _name, emails: _emails, ...rest } = user;

    const projected = without('NAME', 'emails.value', `${ENTERPRISE}:manager`);

    expect(projected).toEqual({
      ...rest,
      emails: [{ type: 'work' }],
      [ENTERPRISE]: { department: 'R' },
    });
  });

  it('has no effect on what is always returned (RFC 7643 §7)', () => {
    expect(without('id', 'schemas')).toEqual(user);
  });

  it('leaves out a list of which nothing remains', () => {
    expect(without('emails.value', 'emails.type')).not.toHaveProperty('emails');
  });

  it('passes over names that nothing has', () => {
    expect(without('favouriteColour', '')).toEqual(user);
  });
});

describe('both, neither', () => {
  it('is 400 invalidValue where both are given: they exclude each other', () => {
    expect(() => readProjection(USER_SCHEMAS, ['id'], ['name'])).toThrow(refusal('invalidValue'));
  });

  it('is the resource as it is where neither is', () => {
    expect(project(readProjection(USER_SCHEMAS), user)).toBe(user);
    expect(project(readProjection(USER_SCHEMAS, [], []), user)).toBe(user);
  });

  it('never changes the resource', () => {
    const before = structuredClone(user);

    without('emails.value', 'name.givenName');
    only('emails.value');

    expect(user).toEqual(before);
  });
});

describe('whether any of an attribute is wanted', () => {
  it.each([
    [readProjection(USER_SCHEMAS), true],
    [readProjection(USER_SCHEMAS, ['groups.value']), true],
    [readProjection(USER_SCHEMAS, ['userName']), false],
    [readProjection(USER_SCHEMAS, [], ['groups']), false],
    [readProjection(USER_SCHEMAS, [], ['groups.display']), true],
    [readProjection(USER_SCHEMAS, [], ['userName']), true],
  ])('%j: %s', (projection, expected) => {
    expect(wants(projection, 'groups')).toBe(expected);
  });
});
