import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '#scim/json.ts';
import { ENTERPRISE, patch, refusal, USER } from '#test/support/scim-core.ts';

const user: JsonObject = {
  userName: 'bjensen',
  title: 'Tour Guide',
  active: true,
  name: { givenName: 'Barbara', familyName: 'Jensen' },
  emails: [{ value: 'b@work.example', type: 'work', primary: true }],
  [ENTERPRISE]: { department: 'Tours', manager: { value: 'm', $ref: '../Users/m' } },
};

describe('a simple attribute, RFC 7644 §3.5.2', () => {
  it.each<[string, JsonObject, Json | undefined]>([
    ['add replaces its value', { op: 'add', path: 'title', value: 'Guide' }, 'Guide'],
    ['replace replaces it', { op: 'replace', path: 'TITLE', value: 'Guide' }, 'Guide'],
    ['remove unassigns it', { op: 'remove', path: 'title' }, undefined],
    ['remove takes no notice of a value', { op: 'remove', path: 'title', value: 'x' }, undefined],
    ['"" unassigns it', { op: 'replace', path: 'title', value: '' }, undefined],
    ['null unassigns it', { op: 'add', path: 'title', value: null }, undefined],
    ['a value without a path replaces it', { op: 'add', value: { title: 'x' } }, 'x'],
    ['null without a path unassigns it', { op: 'replace', value: { title: null } }, undefined],
    [
      'the URN of the schema may stand before it',
      { op: 'add', path: `${USER}:title`, value: 'x' },
      'x',
    ],
  ])('%s', (_, operation, title) => {
    expect(patch(user, operation).title).toBe(title);
  });

  it('is added where it does not exist, by replace too (§3.5.2.3)', () => {
    expect(patch({ userName: 'a' }, { op: 'replace', path: 'title', value: 'x' })).toEqual({
      userName: 'a',
      title: 'x',
    });
  });
});

describe('a complex attribute, RFC 7644 §3.5.2', () => {
  it.each<[string, JsonObject, Json | undefined]>([
    [
      'replace merges: what is not given is left unchanged (§3.5.2.3)',
      { op: 'replace', path: 'name', value: { givenName: 'Babs' } },
      { givenName: 'Babs', familyName: 'Jensen' },
    ],
    [
      'add merges',
      { op: 'add', path: 'name', value: { middleName: 'Jane' } },
      { givenName: 'Barbara', familyName: 'Jensen', middleName: 'Jane' },
    ],
    [
      'null in it unassigns a sub-attribute (Entra)',
      { op: 'replace', path: 'name', value: { familyName: null } },
      { givenName: 'Barbara' },
    ],
    [
      'a value without a path merges too',
      { op: 'replace', value: { name: { familyName: 'Smith' } } },
      { givenName: 'Barbara', familyName: 'Smith' },
    ],
    [
      'a sub-attribute is replaced',
      { op: 'replace', path: 'name.givenName', value: 'Babs' },
      { givenName: 'Babs', familyName: 'Jensen' },
    ],
    [
      'a sub-attribute is removed',
      { op: 'remove', path: 'name.givenName' },
      { familyName: 'Jensen' },
    ],
    ['remove unassigns all of it', { op: 'remove', path: 'name' }, undefined],
    ['null unassigns all of it', { op: 'replace', path: 'name', value: null }, undefined],
    ['{} changes nothing', { op: 'replace', path: 'name', value: {} }, user.name],
  ])('%s', (_, operation, name) => {
    expect(patch(user, operation).name).toEqual(name);
  });

  it('is unassigned with the last of its sub-attributes', () => {
    const operations = ['givenName', 'familyName'].map((name) => ({
      op: 'remove',
      path: `name.${name}`,
    }));

    expect(patch(user, ...operations)).not.toHaveProperty('name');
  });
});

describe('an attribute of an extension', () => {
  it.each<[string, JsonObject, Json | undefined]>([
    [
      'is set by its full path',
      { op: 'replace', path: `${ENTERPRISE}:division`, value: 'D' },
      { department: 'Tours', division: 'D', manager: { value: 'm', $ref: '../Users/m' } },
    ],
    [
      'is merged with the others where the extension is named',
      { op: 'replace', value: { [ENTERPRISE]: { department: 'R' } } },
      { department: 'R', manager: { value: 'm', $ref: '../Users/m' } },
    ],
    [
      'loses the $ref of another value',
      { op: 'replace', path: 'manager', value: { value: 'n' } },
      { department: 'Tours', manager: { value: 'n' } },
    ],
    ['is removed', { op: 'remove', path: `${ENTERPRISE}:manager` }, { department: 'Tours' }],
    ['goes with the whole extension', { op: 'remove', path: ENTERPRISE }, undefined],
    ['goes with it by null too', { op: 'replace', value: { [ENTERPRISE]: null } }, undefined],
  ])('%s', (_, operation, extension) => {
    expect(patch(user, operation)[ENTERPRISE]).toEqual(extension);
  });

  it('takes the extension along when it is the last', () => {
    const small = { userName: 'a', [ENTERPRISE]: { department: 'R' } };

    expect(patch(small, { op: 'remove', path: `${ENTERPRISE}:department` })).toEqual({
      userName: 'a',
    });
  });

  it('makes the extension where there is none', () => {
    expect(patch({}, { op: 'add', path: 'manager', value: '271' })).toEqual({
      [ENTERPRISE]: { manager: { value: '271' } },
    });
  });
});

describe('a request', () => {
  it('applies its operations one after the other, each to the result of the last', () => {
    const patched = patch(
      user,
      { op: 'remove', path: 'emails' },
      { op: 'add', path: 'emails', value: [{ value: 'a@x', type: 'work' }] },
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'b@x' },
    );

    expect(patched.emails).toEqual([{ value: 'b@x', type: 'work' }]);
  });

  it('leaves the resource as it was when a later operation fails: it is atomic', () => {
    const before = structuredClone(user);

    const attempt = () =>
      patch(
        user,
        { op: 'replace', path: 'title', value: 'x' },
        { op: 'replace', path: 'emails[type eq "car"].value', value: 'x' },
      );

    expect(attempt).toThrow(refusal('noTarget'));
    expect(user).toEqual(before);
  });

  it('that says what is there already changes nothing (§3.5.2.1)', () => {
    const echo: Json[] = [
      { op: 'add', value: user },
      { op: 'replace', value: user },
      { op: 'add', path: 'emails', value: user.emails ?? [] },
      { op: 'replace', path: 'emails[type eq "work"].primary', value: true },
    ];

    expect(patch(user, ...echo)).toEqual(user);
  });

  it.each<JsonObject>([
    { op: 'remove', path: 'nickName' },
    { op: 'remove', path: 'name.middleName' },
    { op: 'remove', path: 'phoneNumbers' },
    { op: 'remove', path: 'phoneNumbers.value' },
    { op: 'remove', path: 'emails[type eq "home"]' },
    { op: 'remove', path: 'emails[type eq "home"].value' },
    { op: 'remove', path: `${ENTERPRISE}:division` },
    { op: 'add', path: 'emails', value: [] },
    { op: 'replace', path: 'emails[type eq "home"].value', value: null },
    { op: 'replace', value: {} },
    { op: 'replace', value: { favouriteColour: 'red', id: 'x', password: 'x' } },
  ])('%j has nothing to change', (operation) => {
    expect(patch(user, operation)).toEqual(user);
  });

  it('makes no resource any less free of prototypes', () => {
    const names = Object.getOwnPropertyNames(Object.prototype);
    const value = JSON.parse('{"__proto__":{"polluted":1},"constructor.prototype.polluted":1}');

    const patched = patch(
      user,
      { op: 'add', value },
      { op: 'add', path: 'constructor', value: 'x' },
    );

    expect(patched).toEqual(user);
    expect(Object.getPrototypeOf(patched)).toBe(Object.prototype);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(names);
  });
});
