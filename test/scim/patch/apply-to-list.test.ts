import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '#scim/json.ts';
import { patch, refusal } from '#test/support/scim-core.ts';

const work = { value: 'b@work.example', type: 'work', primary: true };
const home = { value: 'b@home.example', type: 'home' };
const user: JsonObject = { emails: [work, home] };

/** The e-mails of `user` after one operation. */
const emailsAfter = (operation: JsonObject, ...more: JsonObject[]) =>
  patch(user, operation, ...more).emails;

describe('the number of values', () => {
  it('is 1,000 at the most after each operation, not only in the end', () => {
    const many = Array.from({ length: 1001 }, (_, index) => ({ value: `${index}` }));
    const replace = (value: Json): Json => ({ op: 'replace', path: 'phoneNumbers', value });

    expect(patch({}, replace(many.slice(1)), replace('x')).phoneNumbers).toEqual([{ value: 'x' }]);
    expect(() => patch({}, replace(many), replace('x'))).toThrow(refusal('invalidValue', /1000/));
  });
});

describe('a multi-valued attribute as a whole, RFC 7644 §3.5.2', () => {
  it.each<[string, JsonObject, Json | undefined]>([
    [
      'add appends',
      { op: 'add', path: 'emails', value: [{ value: 'c' }] },
      [work, home, { value: 'c' }],
    ],
    [
      'add takes one value',
      { op: 'add', path: 'emails', value: { value: 'c' } },
      [work, home, { value: 'c' }],
    ],
    [
      'add of what is there changes nothing',
      { op: 'add', path: 'emails', value: [home] },
      [work, home],
    ],
    [
      'add of what is there in another case changes nothing',
      { op: 'add', path: 'emails', value: [{ value: 'B@HOME.example', type: 'home' }] },
      [work, home],
    ],
    [
      'add merges into the value of the same type and value (§3.5.2.1)',
      { op: 'add', path: 'emails', value: [{ ...home, display: 'Home' }] },
      [work, { ...home, display: 'Home' }],
    ],
    ['add of nothing changes nothing', { op: 'add', path: 'emails', value: null }, [work, home]],
    ['replace replaces all', { op: 'replace', path: 'emails', value: [home] }, [home]],
    ['replace by nothing unassigns it', { op: 'replace', path: 'emails', value: [] }, undefined],
    ['remove removes all', { op: 'remove', path: 'emails' }, undefined],
    ['remove with null removes all', { op: 'remove', path: 'emails', value: null }, undefined],
    ['remove with [] removes none', { op: 'remove', path: 'emails', value: [] }, [work, home]],
    [
      'remove with a list removes exactly what it lists',
      { op: 'remove', path: 'emails', value: [{ value: 'B@home.example' }] },
      [work],
    ],
    ['remove with an object removes that', { op: 'remove', path: 'emails', value: home }, [work]],
    [
      'remove with a text removes that',
      { op: 'remove', path: 'emails', value: home.value },
      [work],
    ],
    [
      'remove with what is not there removes none',
      { op: 'remove', path: 'emails', value: [{ value: 'c' }] },
      [work, home],
    ],
  ])('%s', (_, operation, emails) => {
    expect(emailsAfter(operation)).toEqual(emails);
  });

  it.each<Json>([{}, { foo: 'x' }, { $ref: null }, [{}], [{ foo: 'x' }], [null]])(
    'remove with %j, which names nothing of a value, removes none: never everybody (HARD-CASES V16)',
    (value) => {
      expect(emailsAfter({ op: 'remove', path: 'emails', value })).toEqual([work, home]);
    },
  );

  it('remove finds a value whose primary is false by leaving it out (RFC 7643 §2.4)', () => {
    const value = [{ ...home, primary: false }];

    expect(emailsAfter({ op: 'remove', path: 'emails', value })).toEqual([work]);
  });

  it('does not pile up 20,000 values: a user has room for far fewer', () => {
    const value = Array.from({ length: 20_000 }, (_, index) => `u${index}`);

    expect(() => patch({}, { op: 'add', path: 'roles', value })).toThrow(refusal('invalidValue'));
  });
});

describe('selected values, RFC 7644 §3.5.2', () => {
  const at = (op: string, path: string, value?: Json): JsonObject =>
    value === undefined ? { op, path } : { op, path, value };

  it.each<[string, JsonObject, Json | undefined]>([
    [
      'a sub-attribute of those selected is replaced',
      at('replace', 'emails[type eq "home"].value', 'c'),
      [work, { value: 'c', type: 'home' }],
    ],
    [
      'a sub-attribute of those selected is added',
      at('add', 'emails[type eq "home"].display', 'C'),
      [work, { ...home, display: 'C' }],
    ],
    [
      'replace of a whole value replaces all of it (§3.5.2.3)',
      at('replace', 'emails[type eq "work"]', { value: 'c' }),
      [{ value: 'c' }, home],
    ],
    [
      'add to a whole value merges',
      at('add', 'emails[type eq "work"]', { display: 'C' }),
      [{ ...work, display: 'C' }, home],
    ],
    ['remove removes those selected', at('remove', 'emails[type eq "work"]'), [home]],
    ['remove of all that there are unassigns', at('remove', 'emails[value pr]'), undefined],
    [
      'remove of the value leaves nothing of it, though type and primary remain',
      at('remove', 'emails[type eq "work"].value'),
      [home],
    ],
    [
      'null removes a sub-attribute',
      at('replace', 'emails[type eq "work"].primary', null),
      [{ value: work.value, type: 'work' }, home],
    ],
    ['null removes a whole value', at('replace', 'emails[type eq "work"]', null), [home]],
    [
      'all that are selected change',
      at('add', 'emails[type pr].display', 'x'),
      [
        { ...work, display: 'x' },
        { ...home, display: 'x' },
      ],
    ],
    [
      'values that become the same become one (RFC 7643 §2.4)',
      at('replace', 'emails[value pr].type', 'home'),
      [{ ...work, type: 'home' }, home],
    ],
  ])('%s', (_, operation, emails) => {
    expect(emailsAfter(operation)).toEqual(emails);
  });

  it('one value that is made of two keeps being the primary one', () => {
    const both = [
      { value: 'a', type: 'work', primary: true },
      { value: 'b', type: 'work', primary: false },
    ];

    const { emails } = patch({ emails: both }, at('replace', 'emails[type eq "work"].value', 'c'));

    expect(emails).toEqual([{ value: 'c', type: 'work', primary: true }]);
  });
});

describe('a path that selects nothing (DESIGN.md, decisions)', () => {
  const of = (op: string, path: string, value: Json = 'x') => patch({}, { op, path, value });

  it.each<[string, string, JsonObject]>([
    ['add', 'emails[type eq "work"].value', { emails: [{ type: 'work', value: 'x' }] }],
    ['replace', 'emails[type eq "work"].value', { emails: [{ type: 'work', value: 'x' }] }],
    ['replace', 'emails[type eq "Work"]', { emails: [{ type: 'Work', value: 'x' }] }],
    ['add', 'emails[type eq "car"].value', { emails: [{ type: 'car', value: 'x' }] }],
    ['add', 'roles[primary eq "True"].value', { roles: [{ primary: true, value: 'x' }] }],
    ['add', 'addresses[type eq "work"].country', { addresses: [{ type: 'work', country: 'x' }] }],
    [
      'replace',
      'addresses[type eq "work" and region eq "CA"].country',
      { addresses: [{ type: 'work', region: 'CA', country: 'x' }] },
    ],
    ['add', 'emails.value', { emails: [{ value: 'x' }] }],
    ['replace', 'phoneNumbers.value', { phoneNumbers: [{ value: 'x' }] }],
  ])('%s %s makes the value', (op, path, expected) => {
    expect(of(op, path)).toEqual(expected);
  });

  it.each([
    ['replace', 'emails[type eq "car"].value'],
    ['replace', 'roles[type eq "work"].value'],
    ['replace', 'emails[value eq "a@x"]'],
    ['replace', 'emails[value eq "a@x"].display'],
    ['replace', 'emails[type eq "work" and value eq "a@x"].display'],
    ['replace', 'emails[type eq "work" or type eq "home"].value'],
    ['add', 'emails[value eq "a@x"].display'],
    ['add', 'emails[type sw "w"].value'],
    ['add', 'emails[not (type eq "work")].value'],
    ['add', 'emails[type eq "work" and type eq "home"].value'],
  ])('%s %s is 400 noTarget', (op, path) => {
    expect(() => of(op, path)).toThrow(refusal('noTarget'));
  });

  it.each(['emails[type eq "car"]', 'emails[value eq "a@x"]', 'emails[type eq "car"].value'])(
    'remove %s is a success that changes nothing',
    (path) => {
      expect(emailsAfter({ op: 'remove', path })).toEqual([work, home]);
    },
  );

  it('leaves no value behind that has nothing to say', () => {
    expect(of('add', 'emails[type eq "work"].type', 'work')).toEqual({});
    expect(of('add', 'emails[type eq "work"].display')).toEqual({});
  });

  it('builds one value out of several operations, whichever comes first', () => {
    const add = (name: string, value: Json) => ({
      op: 'Add',
      path: `emails[type eq "work"].${name}`,
      value,
    });

    const { emails } = patch({}, add('primary', 'true'), add('type', 'work'), add('value', 'a@x'));

    expect(emails).toEqual([{ type: 'work', primary: true, value: 'a@x' }]);
  });
});

describe('a sub-attribute without a filter: the only value (DESIGN.md, decisions)', () => {
  it('is replaced and removed', () => {
    const one: JsonObject = { emails: [home] };

    expect(patch(one, { op: 'replace', path: 'emails.value', value: 'c' }).emails).toEqual([
      { value: 'c', type: 'home' },
    ]);
    expect(patch(one, { op: 'remove', path: 'emails.type' }).emails).toEqual([
      { value: home.value },
    ]);
  });

  it.each(['add', 'replace', 'remove'])('%s is 400 noTarget where there are several', (op) => {
    expect(() => emailsAfter({ op, path: 'emails.value', value: 'c' })).toThrow(
      refusal('noTarget'),
    );
  });
});
