/** Random users, with values that a few filters hit and that quoting or folding could get wrong. */

import * as fc from 'fast-check';
import type { JsonObject } from '#scim/json.ts';

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const BADGE = 'urn:example:params:scim:schemas:extension:badge:1.0:User';

/** Few of each, so that filters hit; with all that quoting and folding could get wrong. */
const TEXTS = [
  'a',
  'A',
  'ab',
  'b@x',
  'Žofie',
  'žofie',
  'ﬁ',
  'fi',
  'x y',
  '"q"',
  '\\',
  'true',
  'null',
];
const TYPES = ['work', 'Work', 'home', 'other'];
export const NUMBERS = [-1, 0, 1, 2.5, 10, 1e21];
const INSTANTS = ['2024-02-29T12:00:00Z', '2024-02-29T13:00:00+01:00', '2024-02-29T12:00:00.500Z'];

export const text = fc.constantFrom(...TEXTS);
export const type = fc.constantFrom(...TYPES);
export const instant = fc.constantFrom(...INSTANTS);
const optional = { requiredKeys: [] };

const email = fc.record(
  { value: text, type, display: text, primary: fc.boolean() },
  { requiredKeys: ['value'] },
);
const address = fc.record(
  { country: text, type, primary: fc.boolean() },
  { requiredKeys: ['country'] },
);
const certificate = fc.record({ value: text, type }, { requiredKeys: ['value'] });
const some = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { minLength: 1, maxLength: 3 });

/** Resources as they are rendered, `id` and `meta` included. */
export const user: fc.Arbitrary<JsonObject> = fc.record(
  {
    schemas: fc.constantFrom([USER], [USER, ENTERPRISE]),
    id: text,
    externalId: text,
    userName: text,
    title: text,
    userType: text,
    profileUrl: text,
    active: fc.boolean(),
    name: fc.record({ givenName: text, familyName: text }, { requiredKeys: ['givenName'] }),
    emails: some(email),
    addresses: some(address),
    x509Certificates: some(certificate),
    meta: fc.record({ resourceType: fc.constant('User'), created: instant, lastModified: instant }),
    [ENTERPRISE]: fc.record(
      {
        department: text,
        employeeNumber: fc.constantFrom('007', '7', '1e3'),
        manager: fc.record({ value: text, $ref: text }, { requiredKeys: ['value'] }),
      },
      { requiredKeys: ['department'] },
    ),
    [BADGE]: fc.record(
      {
        level: fc.constantFrom(...NUMBERS.filter(Number.isInteger)),
        score: fc.constantFrom(...NUMBERS),
        since: instant,
        colours: some(text),
      },
      { requiredKeys: ['level'] },
    ),
  },
  optional,
) as fc.Arbitrary<JsonObject>;
