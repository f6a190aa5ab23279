/** JSON that no identity provider sends, and some that looks as if one did. */

import fc from 'fast-check';

/** Names that the schemas have, in several spellings, and names that reach for a prototype. */
export const NAMES = [
  'userName',
  'USERNAME',
  'externalId',
  'name',
  'name.givenName',
  'givenName',
  'displayName',
  'active',
  'emails',
  'emails[type eq "work"].value',
  'phoneNumbers',
  'addresses',
  'x509Certificates',
  'roles',
  'groups',
  'manager',
  'value',
  'type',
  'primary',
  '$ref',
  'id',
  'meta',
  'schemas',
  'password',
  'timezone',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager',
  'urn:ietf:params:scim:schemas:core:2.0:User:userName',
  'urn:x:y',
  'constructor',
  'prototype',
  '__proto__',
  '__defineGetter__',
  'hasOwnProperty',
  'toString',
  'then',
  'toJSON',
  'length',
  '',
  '.',
  'a.b.c',
];

const TEXTS = [
  '',
  ' ',
  'True',
  'false',
  'null',
  'undefined',
  'NaN',
  'work',
  '2026-01-01T00:00:00Z',
  'a@example.com',
  'İ',
  'ﬁ',
  '\u0000',
  '\u202E',
  '\uD800',
  '\uFFFF',
  '#{7*7}',
  '{{7*7}}',
  '"',
  '\\',
  '#',
  'x'.repeat(321),
  'é'.repeat(2000),
];

const NUMBERS = [0, -0, 1, -1, 0.1, 2 ** 53, -(2 ** 63), 1e308, 5e-324];

const text = fc.oneof(
  fc.constantFrom(...TEXTS),
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

const scalar = fc.oneof(
  text,
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom(...NUMBERS),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const name = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 1, arbitrary: text },
);

/** Any value, of a few levels. */
export const json: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 4, arbitrary: scalar },
    { weight: 2, arbitrary: tie('object') },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
  ),
  object: fc.dictionary(name, tie('value'), { maxKeys: 5 }),
})).value;

/** Few enough that they meet. */
const userName = fc
  .tuple(fc.nat(80), fc.boolean())
  .map(([n, upper]) => (upper ? `USER-${n}@EXAMPLE.COM` : `user-${n}@example.com`));

const emails = fc.array(
  fc.record(
    { value: userName, type: fc.constantFrom('work', 'home', 'Work'), primary: fc.boolean() },
    { requiredKeys: ['value'] },
  ),
  { maxLength: 3 },
);

const word = fc.constantFrom('Ada', 'Guide', 'Größe', '東京', '', null, 7);

const plausible = fc.record(
  {
    userName,
    externalId: fc.constantFrom('1', 'x', 'X', '-1', 'admin'),
    name: fc.record({ givenName: word, familyName: word }),
    emails,
    active: fc.constantFrom(true, false, 'True', 'False'),
    title: word,
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': fc.record({ department: word }),
  },
  { requiredKeys: ['userName'] },
);

const wrongParts = fc.oneof(
  { weight: 4, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.dictionary(name, json, { maxKeys: 3 }) },
);

/** A user, some of it wrong. */
export const user = fc
  .tuple(plausible, wrongParts)
  .map(([right, wrong]) => ({ ...right, ...wrong }));

export const path = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...NAMES) },
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'emails[type eq "work"]',
      'emails[type eq "work"].value',
      'emails[value ew "com" and primary eq true].display',
      'phoneNumbers[type eq "fax"].value',
      'name.__proto__',
      'emails[type eq "work"].__proto__.x',
      '__proto__.polluted',
      'constructor.prototype.polluted',
      'emails[',
      'emails[]',
      'emails[type eq ]',
      'a[b[c eq 1]]',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value',
    ),
  },
  { weight: 1, arbitrary: text },
);

const op = fc.constantFrom('add', 'replace', 'Replace', 'REMOVE', 'remove');

const plausibleOperation = fc.oneof(
  fc.record({ op, path: fc.constant('userName'), value: userName }),
  fc.record({ op, path: fc.constant('emails'), value: emails }),
  fc.record({ op, path: fc.constant('emails[type eq "work"].value'), value: userName }),
  fc.record({ op, path: fc.constantFrom('title', 'externalId', 'name.givenName'), value: word }),
  fc.record({ op, path: fc.constant('active'), value: fc.constantFrom(true, 'False') }),
  fc.record({ op: fc.constant('replace'), value: plausible }),
);

const wrongOperation = fc.record(
  { op: fc.oneof(op, json), path, value: json },
  { requiredKeys: ['op'] },
);

/** A PATCH, some of it wrong. */
export const patch = fc.record(
  {
    schemas: json,
    Operations: fc.array(
      fc.oneof(
        { weight: 6, arbitrary: plausibleOperation },
        { weight: 1, arbitrary: wrongOperation },
      ),
      { maxLength: 4 },
    ),
  },
  { requiredKeys: ['Operations'] },
);

/** The text of a body that is meant to be such a value: cut short or another at times. */
export function textOf(meant: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 8, arbitrary: meant.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: json.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.tuple(meant, fc.nat(400)).map(cutShort) },
    { weight: 1, arbitrary: text },
  );
}

function cutShort([value, length]: [unknown, number]): string {
  return JSON.stringify(value).slice(0, length);
}
