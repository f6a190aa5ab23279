import { describe, expect, it } from '@jest/globals';
import { parsePatchPath } from '#scim/filter/parse.ts';
import { refusal } from '#test/support/scim-core.ts';

describe('the path of a PATCH operation, RFC 7644 §3.5.2 Figure 7', () => {
  it.each([
    ['members', { attrName: 'members' }],
    ['name.familyName', { attrName: 'name', subAttr: 'familyName' }],
    ['members.$ref', { attrName: 'members', subAttr: '$ref' }],
    [
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value',
      {
        uri: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
        attrName: 'manager',
        subAttr: 'value',
      },
    ],
  ])('%s is an attribute', (text, attrPath) => {
    expect(parsePatchPath(text)).toEqual({ attrPath });
  });

  it('may select values and go on to a sub-attribute', () => {
    const path = parsePatchPath('addresses[type eq "work"].streetAddress');

    expect(path).toMatchObject({
      attrPath: { attrName: 'addresses', subAttr: 'streetAddress' },
      valFilter: { kind: 'compare', attrPath: { attrName: 'type' }, compValue: 'work' },
    });
  });

  it('takes an unquoted value in the filter (Entra: members[value eq id])', () => {
    expect(parsePatchPath('members[value eq 2819c223]')).toMatchObject({
      valFilter: { compValue: '2819c223' },
    });
  });

  it.each([
    '',
    ' ',
    'title pr',
    'title eq "x"',
    'emails[broken!!!filter',
    'emails[type eq "work"',
    'emails[type eq "work"]value',
    'emails[type eq "work"].value.x',
    'emails[type eq "work"].value eq "x"',
    'emails[type eq "work"][value eq "x"]',
    'emails[]',
    'emails[0]',
    'emails.value[type eq "work"]',
    'emails[phoneNumbers[type eq "work"]]',
    'not (title)',
    '(title)',
    '/title',
    'name/givenName',
    'a.b.c',
    '.title',
    'title.',
    '__proto__',
    '__proto__.polluted',
    'name.__proto__',
    'constructor.prototype.polluted',
    'emails[type eq "work"].__proto__',
    'urn:ietf:params:scim:schemas:core:2.0:User:__proto__',
  ])('%j is 400 invalidPath (§3.12 Table 9)', (text) => {
    expect(() => parsePatchPath(text)).toThrow(refusal('invalidPath'));
  });

  it('has the limits of a filter, and says invalidPath past them', () => {
    const long = (bytes: number) => `emails[value eq "${'x'.repeat(bytes - 19)}"]`;
    const many = (terms: number) => `emails[${Array(terms).fill('value pr').join(' or ')}]`;
    const deep = (levels: number) =>
      `emails[${'('.repeat(levels - 1)}value pr${')'.repeat(levels - 1)}]`;

    expect([long(8192), many(50), deep(20)].map(parsePatchPath)).toHaveLength(3);
    for (const text of [long(8193), many(51), deep(21)]) {
      expect(() => parsePatchPath(text)).toThrow(refusal('invalidPath'));
    }
  });

  it('stops 8 KB of open brackets, and 400 KB of value paths (HARD-CASES V7)', () => {
    expect(() => parsePatchPath('a['.repeat(4000))).toThrow(refusal('invalidPath'));
    expect(() => parsePatchPath('emails[type eq "work"].'.repeat(20_000))).toThrow(
      refusal('invalidPath'),
    );
  });
});
