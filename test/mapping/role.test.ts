import { describe, expect, it } from '@jest/globals';
import type { UserRole } from '#directory/user.ts';
import type { GroupRole } from '#directory/workspace.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import {
  defaultRole,
  readRole,
  roleAfterGroups,
  roleAfterWord,
  roleEditing,
  roleSetInApp,
} from '#mapping/role.ts';

const MODERNLOOP = profileNamed('modernloop');
const MODJO = profileNamed('modjo');
const STANDARD = profileNamed('standard');

const DEFAULT: UserRole = { value: 'INTERVIEWER', source: 'default' };
const FROM_IDP: UserRole = { value: 'ADMIN', source: 'idp', lastFromIdp: 'ADMIN' };
const IN_APP: UserRole = { value: 'SCHEDULER', source: 'app', lastFromIdp: 'ADMIN' };
const FROM_GROUP: UserRole = { value: 'SCHEDULER', source: 'group', lastFromGroup: 'SCHEDULER' };

describe('a role', () => {
  it.each(['admin', 'Admin', 'ADMIN'])('is read in any case: %s', (text) => {
    expect(readRole(MODERNLOOP, text)).toBe('ADMIN');
  });

  it.each(['OWNER', '', 7, null, undefined])('is none where the profile lacks it: %p', (text) => {
    expect(readRole(MODERNLOOP, text)).toBeUndefined();
  });

  it('is by default the one that the profile names; a profile without roles has none', () => {
    expect([MODERNLOOP, MODJO, STANDARD].map(defaultRole)).toEqual([
      DEFAULT,
      { value: 'User', source: 'default' },
      undefined,
    ]);
  });

  it('of modjo is set in the app whatever the setting is', () => {
    expect(roleEditing(MODJO, { roleEditing: 'idp' })).toBe('app');
    expect(roleEditing(MODERNLOOP, { roleEditing: 'idp' })).toBe('idp');
  });

  it('set in the app remembers what the identity provider and the groups said', () => {
    const before = { ...FROM_IDP, lastFromGroup: 'SCHEDULER' };

    expect(roleSetInApp(before, 'INTERVIEWER')).toEqual({
      value: 'INTERVIEWER',
      source: 'app',
      lastFromIdp: 'ADMIN',
      lastFromGroup: 'SCHEDULER',
    });
  });
});

describe('the word of the identity provider', () => {
  const roleOn = (before: UserRole | undefined, word: string | undefined, insists = false) =>
    roleAfterWord(MODERNLOOP, before, word, insists);

  it.each<[string, UserRole | undefined, string | undefined, UserRole]>([
    ['first sent applies', undefined, 'ADMIN', FROM_IDP],
    ['never sent leaves the default', undefined, undefined, DEFAULT],
    ['sent again leaves a role set in the app', IN_APP, 'ADMIN', IN_APP],
    ['changed ends a role set in the app', IN_APP, 'INTERVIEWER', fromIdp('INTERVIEWER')],
    ['taken back ends a role set in the app', IN_APP, undefined, DEFAULT],
    ['taken back gives way to the default', FROM_IDP, undefined, DEFAULT],
    [
      'taken back gives way to the group',
      { ...FROM_IDP, lastFromGroup: 'SCHEDULER' },
      undefined,
      FROM_GROUP,
    ],
    ['goes before the group', FROM_GROUP, 'ADMIN', { ...FROM_IDP, lastFromGroup: 'SCHEDULER' }],
  ])('%s', (_, before, word, expected) => {
    expect(roleOn(before, word)).toEqual(expected);
  });

  it('that insists ends a role set in the app, even by the role sent last', () => {
    expect(roleOn(IN_APP, 'ADMIN', true)).toEqual(FROM_IDP);
  });

  it('that insists on nothing ends nothing', () => {
    const never: UserRole = { value: 'ADMIN', source: 'app' };

    expect(roleOn(never, undefined, true)).toBe(never);
  });

  it('counts for nothing where roles are set in the app alone', () => {
    const analyst: UserRole = { value: 'Analyst', source: 'app' };

    expect(roleAfterWord(MODJO, analyst, 'Admin', true)).toBe(analyst);
    expect(roleAfterWord(MODJO, undefined, 'Admin', true)).toEqual(defaultRole(MODJO));
  });

  it('is nothing where the profile has no roles', () => {
    expect(roleAfterWord(STANDARD, undefined, 'ADMIN', true)).toBeUndefined();
  });
});

describe('the role of the groups', () => {
  const groupRoles: readonly GroupRole[] = [
    { group: 'Recruiting leads', role: 'admin' },
    { group: 'Recruiting', role: 'SCHEDULER' },
  ];
  const roleIn = (role: UserRole | undefined, ...groups: string[]) =>
    roleAfterGroups(MODERNLOOP, { groupRoles }, role, groups);

  it('is that of the first entry of the list that matches, in any case and spelling', () => {
    expect(roleIn(DEFAULT, 'recruiting', 'RECRUITING LEADS')).toEqual({
      value: 'ADMIN',
      source: 'group',
      lastFromGroup: 'ADMIN',
    });
  });

  it.each<[string, UserRole | undefined, readonly string[], UserRole]>([
    ['won gives the role', undefined, ['Recruiting'], FROM_GROUP],
    ['lost gives the default back', FROM_GROUP, ['Sales'], DEFAULT],
    [
      'won gives way to the attribute',
      FROM_IDP,
      ['Recruiting'],
      { ...FROM_IDP, lastFromGroup: 'SCHEDULER' },
    ],
    [
      'won ends a role set in the app',
      IN_APP,
      ['Recruiting'],
      { ...FROM_IDP, lastFromGroup: 'SCHEDULER' },
    ],
    [
      'lost ends a role set in the app',
      { value: 'ADMIN', source: 'app', lastFromGroup: 'SCHEDULER' },
      [],
      DEFAULT,
    ],
  ])('%s', (_, role, groups, expected) => {
    expect(roleIn(role, ...groups)).toEqual(expected);
  });

  it.each<[string, UserRole | undefined, readonly string[]]>([
    ['the same again', FROM_GROUP, ['Recruiting', 'Sales']],
    ['none, as before', IN_APP, ['Sales']],
    ['the same, after a role was set in the app', { ...FROM_GROUP, source: 'app' }, ['Recruiting']],
  ])('is left alone, as the same object: %s', (_, role, groups) => {
    expect(roleIn(role, ...groups)).toBe(role);
  });

  it('that the profile does not have grants nothing', () => {
    const settings = { groupRoles: [{ group: 'Recruiting', role: 'OWNER' }] };

    expect(roleAfterGroups(MODERNLOOP, settings, DEFAULT, ['Recruiting'])).toBe(DEFAULT);
  });

  it('grants nothing where roles are set in the app alone, or there are none', () => {
    const settings = { groupRoles: [{ group: 'Admins', role: 'Admin' }] };
    const user = defaultRole(MODJO);

    expect(roleAfterGroups(MODJO, settings, user, ['Admins'])).toBe(user);
    expect(roleAfterGroups(STANDARD, settings, undefined, ['Admins'])).toBeUndefined();
  });
});

function fromIdp(value: string): UserRole {
  return { value, source: 'idp', lastFromIdp: value };
}
