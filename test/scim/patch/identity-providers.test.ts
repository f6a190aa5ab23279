/** The payloads of FACTS.md §2.4, §10.3 and §11 that concern users, by their number there. */

import { describe, expect, it } from '@jest/globals';
import type { Json, JsonObject } from '#scim/json.ts';
import { ENTERPRISE, patch, refusal } from '#test/support/scim-core.ts';

const work = { value: 'a@work.example', type: 'work', primary: true };
const user: JsonObject = {
  userName: 'a',
  active: true,
  name: { givenName: 'Ada', familyName: 'L' },
  emails: [work],
};

describe('Entra', () => {
  it.each<[string, JsonObject, JsonObject]>([
    [
      '1 disables with "False"',
      { op: 'Replace', path: 'active', value: 'False' },
      { active: false },
    ],
    [
      '5 adds dotted names without a path',
      { op: 'add', value: { 'name.givenName': 'John', 'name.formatted': 'John L' } },
      { name: { givenName: 'John', familyName: 'L', formatted: 'John L' } },
    ],
    [
      '6 replaces attributes of the extension by name without a path',
      { op: 'replace', value: { [`${ENTERPRISE}:employeeNumber`]: '12', displayName: 'x' } },
      { [ENTERPRISE]: { employeeNumber: '12' }, displayName: 'x' },
    ],
    [
      '7 adds to an address that is not there',
      { op: 'Add', path: 'addresses[type eq "work"].country', value: 'FR' },
      { addresses: [{ type: 'work', country: 'FR' }] },
    ],
    [
      '8 replaces in an address that is not there',
      { op: 'Replace', path: 'addresses[type eq "work"].formatted', value: 'Paris' },
      { addresses: [{ type: 'work', formatted: 'Paris' }] },
    ],
    [
      '24 removes a value and sends it along',
      { op: 'Remove', path: 'emails[type eq "work"].value', value: 'a@work.example' },
      { emails: null },
    ],
    [
      '25 sends a manager as a string',
      { op: 'Add', path: `${ENTERPRISE}:manager`, value: '271' },
      { [ENTERPRISE]: { manager: { value: '271' } } },
    ],
    [
      '25 sends a manager as a list',
      { op: 'Add', path: 'manager', value: [{ $ref: '../Users/271', value: '271' }] },
      { [ENTERPRISE]: { manager: { value: '271', $ref: '../Users/271' } } },
    ],
    [
      '26 sends roles as JSON in a string',
      { op: 'Add', path: 'roles', value: [{ value: '{"id":"06b0","value":"25"}' }] },
      { roles: [{ value: '{"id":"06b0","value":"25"}' }] },
    ],
    [
      '42 replaces name with nulls: the rest stays',
      { op: 'replace', path: 'name', value: { familyName: null } },
      { name: { givenName: 'Ada' } },
    ],
    [
      '47 sends an address with nulls',
      {
        op: 'add',
        path: 'addresses',
        value: [{ type: 'work', country: 'FR', region: null, $ref: null }],
      },
      { addresses: [{ type: 'work', country: 'FR' }] },
    ],
    [
      'clears a selected value with null',
      { op: 'replace', path: 'emails[type eq "work"].value', value: null },
      { emails: null },
    ],
  ])('%s', (_, operation, changed) => {
    expect(patch(user, operation)).toEqual(withoutNulls({ ...user, ...changed }));
  });

  it.each<Json>(['', { value: '' }, null, [], { value: null }])(
    'clears a manager with %j',
    (value) => {
      const managed = {
        ...user,
        [ENTERPRISE]: { manager: { value: '271', $ref: '../Users/271' } },
      };

      expect(patch(managed, { op: 'replace', path: 'manager', value })).toEqual(user);
    },
  );

  it('9, 10 moves primary over work, home and other: three elements, one primary', () => {
    const at = (type: string, name: string, value: Json) => ({
      op: 'Add',
      path: `emails[type eq "${type}"].${name}`,
      value,
    });

    const { emails } = patch(
      { userName: 'a' },
      at('work', 'primary', 'true'),
      at('work', 'value', 'w@x'),
      at('home', 'value', 'h@x'),
      at('home', 'primary', 'True'),
      at('other', 'type', 'other'),
      at('other', 'value', 'o@x'),
    );

    expect(emails).toEqual([
      { type: 'work', primary: false, value: 'w@x' },
      { type: 'home', primary: true, value: 'h@x' },
      { type: 'other', value: 'o@x' },
    ]);
  });

  it('11 renames a user and the work e-mail in one request', () => {
    const patched = patch(
      user,
      { op: 'Replace', path: 'displayName', value: 'Test 01' },
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'test01@example.com' },
      { op: 'Replace', path: 'userName', value: 'test01@example.com' },
      { op: 'Replace', path: 'name.familyName', value: 'Tesst 01' },
    );

    expect(patched).toMatchObject({
      displayName: 'Test 01',
      userName: 'test01@example.com',
      emails: [{ ...work, value: 'test01@example.com' }],
      name: { givenName: 'Ada', familyName: 'Tesst 01' },
    });
  });

  it('reads roles[primary eq "True"] in a path (validator)', () => {
    const roled = { ...user, roles: [{ value: 'User', primary: true }] };

    const { roles } = patch(
      roled,
      { op: 'replace', path: 'roles[primary eq "True"].display', value: 'x' },
      { op: 'replace', path: 'roles[primary eq "True"].value', value: 'Admin' },
    );

    expect(roles).toEqual([{ value: 'Admin', display: 'x', primary: true }]);
  });

  it('adds what it would replace, on a user that has nothing (validator, Add Attributes Verbose)', () => {
    const added = patch(
      { userName: 'a' },
      { op: 'add', path: 'roles[primary eq "True"].display', value: 'x' },
      { op: 'add', path: 'roles[primary eq "True"].value', value: 'Admin' },
      { op: 'add', path: 'roles[primary eq "True"].type', value: 'App' },
      { op: 'add', path: 'phoneNumbers[type eq "mobile"].value', value: '555' },
      { op: 'add', path: 'locale', value: 'JWNQZ' },
    );

    expect(added).toEqual({
      userName: 'a',
      roles: [{ primary: true, display: 'x', value: 'Admin', type: 'App' }],
      phoneNumbers: [{ type: 'mobile', value: '555' }],
      locale: 'JWNQZ',
    });
  });
});

describe('Okta, JumpCloud and others', () => {
  it.each([false, true, 'False', 'true'])('set active to %j without a path', (value) => {
    expect(patch(user, { op: 'replace', value: { active: value } }).active).toBe(
      String(value).toLowerCase() === 'true',
    );
  });

  it('38, 39 replace part of a name, and several attributes, without a path', () => {
    const value = { name: { givenName: 'Eva' }, displayName: 'Eva L', externalId: '00u1' };

    expect(patch(user, { op: 'replace', value })).toEqual({
      ...user,
      ...value,
      name: { givenName: 'Eva', familyName: 'L' },
    });
  });

  it('34 send e-mails as a dict (OneLogin)', () => {
    expect(patch(user, { op: 'replace', value: { emails: { value: 'b@x' } } }).emails).toEqual([
      { value: 'b@x' },
    ]);
  });

  it('41 name attributes that nobody has: no 400', () => {
    const patched = patch(
      user,
      { op: 'replace', path: 'companyName', value: 'x' },
      { op: 'replace', path: 'address.streetAddress', value: 'x' },
      { op: 'replace', path: 'title', value: '' },
    );

    expect(patched).toEqual(user);
  });

  it.each<[JsonObject, 'noTarget' | 'invalidPath' | 'invalidSyntax']>([
    [{ op: 'replace', path: 'emails[value eq "absent"]', value: { value: 'x' } }, 'noTarget'],
    [{ op: 'replace', path: 'emails[broken!!!filter', value: 'x' }, 'invalidPath'],
    [{ op: 'delete', path: 'title' }, 'invalidSyntax'],
  ])('43, 46 %j is 400 %s', (operation, scimType) => {
    expect(() => patch(user, operation)).toThrow(refusal(scimType));
  });
});

function withoutNulls(resource: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(resource).filter(([, value]) => value !== null));
}
