import { describe, expect, it } from '@jest/globals';
import { compileFilter, compileValFilter, valuesAt } from '#scim/filter/evaluate.ts';
import { parseFilter } from '#scim/filter/parse.ts';
import type { JsonObject } from '#scim/json.ts';
import { attribute, attributeNamed } from '#scim/schema/attribute.ts';
import { CORE_USER } from '#scim/schema/core-user.ts';
import { invalidPath } from '#scim/scim-error.ts';
import { ENTERPRISE, refusal, selects, USER, USER_SCHEMAS } from '#test/support/scim-core.ts';

const user: JsonObject = {
  schemas: [USER, ENTERPRISE],
  id: '2819C223',
  externalId: 'ExtId',
  userName: 'BJensen@Example.com',
  name: { givenName: 'Barbara', familyName: "O'Malley" },
  active: true,
  emails: [
    { value: 'bjensen@example.com', type: 'work', primary: true },
    { value: 'babs@jensen.org', type: 'home' },
  ],
  [ENTERPRISE]: { department: 'Tour Operations', manager: { value: 'M-1' } },
  meta: { resourceType: 'User', lastModified: '2011-05-13T04:42:34.000Z' },
};

describe('a filter over a resource, RFC 7644 §3.4.2.2', () => {
  it.each([
    ['compares attribute names in any case', 'USERNAME eq "bjensen@example.com"'],
    ['compares text that is not caseExact in any case', 'userName eq "bjensen@EXAMPLE.com"'],
    ['finds a sub-attribute', 'name.familyName co "O\'Malley"'],
    ['finds an attribute of an extension by its URN', `${ENTERPRISE}:department sw "tour"`],
    ['finds it by a URN in any case', `${ENTERPRISE.toUpperCase()}:DEPARTMENT sw "tour"`],
    ['finds an attribute of an extension without the URN: Entra sends manager', 'manager pr'],
    ['takes the URN of the core schema', `${USER}:userName sw "b"`],
    ['takes the URN of an extension for all of it', `${ENTERPRISE} pr`],
    ['matches any of several values', 'emails.value ew "jensen.org"'],
    ['means emails.value by emails', 'emails co "@jensen.org"'],
    ['means manager.value by manager', 'manager eq "m-1"'],
    ['finds what belongs to every resource', 'id eq "2819C223" and meta.resourceType eq "User"'],
    ['finds the schemas of the resource', `schemas eq "${ENTERPRISE}"`],
    ['takes an unquoted value', 'userName eq bjensen@example.com'],
    ['takes a boolean in quotes, as Entra sends it', 'active eq "True"'],
    [
      'holds conditions in brackets against one value',
      'emails[type eq "work" and primary eq true]',
    ],
    ['takes brackets behind a complex attribute that has one value', 'name[givenName sw "b"]'],
    ['takes brackets behind an attribute that is a list of texts', `schemas[value eq "${USER}"]`],
    ['compares a selected value', 'emails[type eq "home"].value sw "babs"'],
  ])('%s', (_, filter) => {
    expect(selects(filter, user)).toBe(true);
  });

  it.each([
    ['compares id exactly', 'id eq "2819c223"'],
    ['compares externalId exactly', 'externalId eq "extid"'],
    ['compares schema URIs exactly', `schemas eq "${ENTERPRISE.toUpperCase()}"`],
    [
      'does not mix the values of different elements in brackets',
      'emails[type eq "home" and primary eq true]',
    ],
    ['has no result for one of several clauses', 'userName sw "b" and active eq false'],
    ['finds nothing present that is not there', 'title pr'],
    ['finds no empty text in an attribute without a value', 'title eq ""'],
    ['does not order what is not there', 'title ge "" or title lt "z"'],
  ])('%s: not selected', (_, filter) => {
    expect(selects(filter, user)).toBe(false);
  });

  it('says the same of "emails.type eq" and "emails[type eq]" where one condition is asked for', () => {
    for (const type of ['work', 'home', 'other']) {
      expect(selects(`emails.type eq "${type}"`, user)).toBe(
        selects(`emails[type eq "${type}"]`, user),
      );
    }
  });
});

describe('"ne" and null (DESIGN.md, decisions)', () => {
  const empty = { userName: 'a' };

  it.each<[string, string, JsonObject, boolean]>([
    ['ne is true of an absent value', 'title ne "x"', empty, true],
    ['ne is true of an absent extension', 'manager ne "x"', empty, true],
    ['ne is true where any of several values differs', 'emails.type ne "work"', user, true],
    ['ne is false where the only value is the same', 'userName ne "A"', empty, false],
    [
      'not (eq) is false where any of several is the same',
      'not (emails.type eq "work")',
      user,
      false,
    ],
    ['eq null asks for absence', 'title eq null', empty, true],
    ['eq null is false of a value', 'userName eq null', empty, false],
    ['eq null of a complex attribute', 'emails eq null', empty, true],
    ['ne null asks for presence', 'emails ne null', user, true],
    ['ne null is false of absence', 'name.givenName ne null', empty, false],
    ['ne in brackets needs an element', 'emails[type ne "work"]', empty, false],
  ])('%s', (_, filter, resource, expected) => {
    expect(selects(filter, resource)).toBe(expected);
  });

  it.each(['gt', 'ge', 'lt', 'le', 'co', 'sw', 'ew'])('%s null is 400', (operator) => {
    expect(() => selects(`title ${operator} null`, user)).toThrow(refusal('invalidFilter'));
  });
});

describe('a missing "primary" is false (RFC 7643 §2.4)', () => {
  const one = { emails: [{ value: 'a@example.com', type: 'work' }] };

  it.each([
    ['emails.primary eq false', true],
    ['emails[primary eq false]', true],
    ['emails[primary ne true]', true],
    ['emails.primary ne true', true],
    ['emails.primary eq true', false],
    ['emails.primary pr', false],
  ])('%s', (filter, expected) => {
    expect(selects(filter, one)).toBe(expected);
  });

  it('but an attribute without values has no primary', () => {
    expect(selects('emails.primary eq false', {})).toBe(false);
  });
});

describe('a filter that cannot be answered is 400 invalidFilter, never an unfiltered list', () => {
  it.each([
    ['an unknown attribute', 'favouriteColour eq "red"'],
    ['an unknown sub-attribute', 'name.nick eq "x"'],
    ['an unknown URN', 'urn:example:schemas:1.0:Thing:userName eq "x"'],
    ['a malformed URN of Entra', `${ENTERPRISE.replace('2.0:User', '2.0User')}:manager eq "x"`],
    ['an extension attribute under the URN of the core schema', `${USER}:department eq "x"`],
    ['a core attribute under the URN of an extension', `${ENTERPRISE}:userName eq "x"`],
    ['an unknown sub-attribute in brackets', 'emails[nick eq "x"]'],
    ['a path of several steps in brackets', 'emails[emails.type eq "x"]'],
    ['brackets behind an attribute that has one value', 'userName[value eq "x"]'],
    ['a sub-attribute of a simple attribute', 'userName.value eq "x"'],
    ['a complex attribute without a value', 'name eq "x"'],
    ['a complex list without a value', 'addresses eq "x"'],
    ['an order of booleans (Table 3)', 'active gt true'],
    ['an order of binaries (Table 3)', 'x509Certificates.value lt "x"'],
    ['a part of a binary', 'x509Certificates.value co "x"'],
    ['a part of a dateTime', 'meta.created sw "2011"'],
    ['what is no dateTime', 'meta.created gt "yesterday"'],
    ['a boolean compared with text', 'active eq "yes"'],
    ['a boolean compared with a number', 'active eq 1'],
    ['text compared with a boolean', 'userName eq true'],
    ['a password', 'password eq "x"'],
    ['the presence of a password', 'password pr'],
    ['a name that every object has', 'constructor eq "x"'],
    ['another name that every object has', 'emails[toString eq "x"]'],
  ])('%s', (_, filter) => {
    expect(() => compileFilter(USER_SCHEMAS, parseFilter(filter))).toThrow(
      refusal('invalidFilter'),
    );
  });
});

describe('a filter over single values', () => {
  it('is refused as its caller says', () => {
    const emails = attributeNamed(CORE_USER.attributes, 'emails') ?? attribute('', 'string');
    const filter = { kind: 'present', attrPath: { attrName: 'nick' } } as const;

    expect(() => compileValFilter(emails, filter, invalidPath)).toThrow(refusal('invalidPath'));
  });
});

describe('the values at a path', () => {
  it('are those of every value of a multi-valued attribute', () => {
    const emails = attribute('emails', 'complex', { multiValued: true });

    const values = valuesAt(user, [emails, attribute('value', 'string')]);

    expect(values).toEqual(['bjensen@example.com', 'babs@jensen.org']);
  });

  it('are none where a step leads into nothing or into a simple value', () => {
    const [userName, value] = [attribute('userName', 'string'), attribute('value', 'string')];

    expect(valuesAt(user, [attribute('title', 'string'), value])).toEqual([]);
    expect(valuesAt(user, [userName, value])).toEqual([]);
  });
});
