import { describe, expect, it } from '@jest/globals';
import { RFC_USERS } from '#test/rfc/read-json.ts';
import { refusal, selects } from '#test/support/scim-core.ts';

const bjensen = RFC_USERS.enterprise;
const intern = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  userName: 'john',
  name: { familyName: "O'Malley" },
  userType: 'Intern',
  emails: [{ value: 'john@example.org', type: 'home' }],
  ims: [{ value: 'john@foo.com', type: 'xmpp' }],
  meta: { lastModified: '2011-05-13T04:42:35.000Z' },
};

describe('the examples of RFC 7644 §3.4.2.2', () => {
  it('attribute names and operators are case insensitive', () => {
    expect(selects('userName Eq "john"', intern)).toBe(true);
    expect(selects('Username eq "john"', intern)).toBe(true);
  });

  it.each([
    ['userName eq "bjensen"', false, false],
    ['userName eq "bjensen@example.com"', true, false],
    ['name.familyName co "O\'Malley"', false, true],
    ['userName sw "J"', false, true],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"', false, true],
    ['title pr', true, false],
    ['meta.lastModified gt "2011-05-13T04:42:34Z"', false, true],
    ['meta.lastModified ge "2011-05-13T04:42:34Z"', true, true],
    ['meta.lastModified lt "2011-05-13T04:42:34Z"', false, false],
    ['meta.lastModified le "2011-05-13T04:42:34Z"', true, false],
    ['title pr and userType eq "Employee"', true, false],
    ['title pr or userType eq "Intern"', true, true],
    ['schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"', true, false],
    [
      'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
      true,
      false,
    ],
    [
      'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
      false,
      false,
    ],
    ['userType eq "Employee" and (emails.type eq "work")', true, false],
    ['userType eq "Employee" and emails[type eq "work" and value co "@example.com"]', true, false],
    [
      'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
      true,
      true,
    ],
  ])('Figure 2: %s', (filter, ofBjensen, ofIntern) => {
    expect([selects(filter, bjensen), selects(filter, intern)]).toEqual([ofBjensen, ofIntern]);
  });

  it('an operator that is not recognised is 400 invalidFilter', () => {
    expect(() => selects('userName regex "b.*"', bjensen)).toThrow(refusal('invalidFilter'));
  });

  it.each(['active gt true', 'x509Certificates.value ge "MII"'])(
    'Table 3: boolean and binary attributes have no order, 400 invalidFilter: %s',
    (filter) => {
      expect(() => selects(filter, bjensen)).toThrow(refusal('invalidFilter'));
    },
  );

  it.each([
    ['userName pr and title pr or nickName eq "x"', true],
    ['nickName eq "x" or userName pr and title pr', true],
    ['(nickName eq "x" or userName pr) and not (title pr)', false],
    ['not (userName eq "x") and nickName eq "x"', false],
  ])('"not" goes before "and", "and" before "or": %s', (filter, expected) => {
    expect(selects(filter, bjensen)).toBe(expected);
  });
});
