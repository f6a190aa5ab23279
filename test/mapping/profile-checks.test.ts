/** A wrong profile fails at start, with a sentence that names the field. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { buildProfile } from '#mapping/profile.ts';
import { checkProfiles } from '#mapping/profile-checks.ts';
import type { ProfileDefinition, RoleRules } from '#mapping/profile-definition.ts';
import { isTimeZone } from '#mapping/time-zone.ts';
import { attribute } from '#scim/schema/attribute.ts';
import { pathOf } from '#scim/schema/schema.ts';
import { USER } from '#test/support/scim-core.ts';

/** The example of README "Profiles". */
const ACME: ProfileDefinition = {
  id: 'acme',
  title: 'Acme',
  extensions: [],
  required: ['name.familyName'],
  identityEmail: 'required and unique',
  formats: [{ path: 'timezone', accepts: isTimeZone, rule: 'must be an IANA time zone' }],
  roles: {
    values: ['MEMBER', 'OWNER'],
    default: 'MEMBER',
    attributes: ['acmeRole'],
    namespaces: ['urn:acme:scim:1.0:User', USER],
    editing: 'by setting',
  },
  fields: [
    { name: 'userName', path: 'userName' },
    { name: 'email', path: 'emails' },
    { name: 'surname', path: 'name.familyName' },
    { name: 'active', path: 'active' },
    {
      name: 'costCentre',
      path: 'costCenter',
      description: 'The cost centre.',
      sources: { okta: 'user.costCenter' },
    },
  ],
  appFields: [{ name: 'seat', type: 'string', description: 'The seat.', inEvents: true }],
  events: { identity: ['externalId'], fields: ['email'] },
};

const roles = ACME.roles as RoleRules;
const field = { name: 'x', path: 'title', description: '' };
const seat = { name: 'seat', type: 'string', description: '', inEvents: false } as const;

describe('a profile', () => {
  it('as README shows it is right', () => {
    const { rolePlaces, schemas } = buildProfile(ACME);

    expect(() => checkProfiles([ACME])).not.toThrow();
    expect(rolePlaces.map(pathOf)).toEqual(['urn:acme:scim:1.0:User:acmeRole', 'acmeRole']);
    expect(schemas.extensions.map(({ name }) => name)).toEqual(['EnterpriseUser', 'Acme role']);
  });

  it('with a typing error in README is told what README says', () => {
    const fields = ACME.fields.map((each) =>
      each.path === 'costCenter' ? { ...each, path: 'costCentre' } : each,
    );

    const check = () => checkProfiles([{ ...ACME, fields }]);

    const sentence = 'profile acme: fields[4].path: there is no attribute costCentre';
    expect(check).toThrow(new TypeError(sentence));
    expect(readFileSync('README.md', 'utf8')).toContain(`\`${sentence}\``);
  });

  it.each<[string, Partial<ProfileDefinition>, string]>([
    ['id', { id: 'Acme Inc' }, 'id: must be [a-z][a-z0-9-]{0,49}'],
    ['required', { required: ['name.nick'] }, 'required[0]: there is no attribute name.nick'],
    [
      'formats',
      { formats: [{ path: 'zone', accepts: () => true, rule: '' }] },
      'formats[0].path: there is no attribute zone',
    ],
    [
      'the path of a field',
      { fields: [field, { ...field, name: 'y', path: 'costCentre' }], events: {} },
      'fields[1].path: there is no attribute costCentre',
    ],
    [
      'a field that stands twice',
      { fields: [field, { ...field, name: 'X' }] },
      'fields[1]: X stands twice',
    ],
    [
      'the name of a field that the admin API has',
      { fields: [{ ...field, name: 'role' }] },
      'fields[0]: role means something else in the admin API',
    ],
    [
      'the name of a field',
      { fields: [{ ...field, name: 'job title' }] },
      'fields[0]: job title must be letters, digits, _ and -',
    ],
    [
      'a field that nobody describes',
      { fields: [field, { name: 'centre', path: 'costCenter' }], events: {} },
      'fields[1]: needs a description: its path has none',
    ],
    [
      'another name for active',
      { fields: [{ ...field, name: 'enabled', path: 'active' }] },
      'fields: active is the name of the path active, and of no other',
    ],
    ['app-owned fields', { appFields: [seat, seat] }, 'appFields[1]: seat stands twice'],
    ['events', { events: { fields: ['phone'] } }, 'events.fields[0]: there is no field phone'],
    [
      'an extension',
      { extensions: [{ id: 'acme', name: '', description: '', attributes: [] }] },
      'extensions[0]: acme is no URN',
    ],
    [
      'the default role',
      { roles: { ...roles, default: 'ADMIN' } },
      'roles.default: must be one of MEMBER, OWNER',
    ],
    [
      'roles that differ in case alone',
      { roles: { ...roles, values: ['MEMBER', 'member'] } },
      'roles.values[1]: member stands twice',
    ],
    [
      'the namespace of a role',
      { roles: { ...roles, namespaces: ['acme'] } },
      'roles.namespaces[0]: acme is no URN',
    ],
    [
      'a role without a namespace',
      { roles: { ...roles, namespaces: [] } },
      'roles.namespaces: must be there exactly where roles.attributes are',
    ],
    [
      'what is mistaken for the role',
      { roles: { ...roles, mistakenFor: ['roleNames'] } },
      'roles.mistakenFor[0]: there is no attribute roleNames',
    ],
    [
      'a role that is sent and never applied',
      { roles: { ...roles, editing: 'app' } },
      'roles.attributes: must be empty where roles are set in the app alone',
    ],
  ])('with a mistake in %s does not start', (_, parts, sentence) => {
    expect(() => checkProfiles([{ ...ACME, ...parts }])).toThrow(
      new TypeError(`profile ${parts.id ?? 'acme'}: ${sentence}`),
    );
  });

  it.each<[string, object, string]>([
    [
      'a word that there is not',
      { identityEmail: 'requird' },
      'identityEmail: must be one of optional, unique, required and unique',
    ],
    [
      'a name that there is not',
      { titel: 'Acme' },
      'titel: there is no such name; there are id, title, extensions, required, identityEmail, formats, roles, fields, appFields, events',
    ],
    ['something left out', { title: undefined }, 'title: must be text'],
    ['no list', { required: 'title' }, 'required: must be a list'],
    [
      'who edits roles',
      { roles: { ...roles, editing: 'idp' } },
      'roles.editing: must be one of by setting, app',
    ],
    ['no object', { roles: 'OWNER' }, 'roles: must be an object'],
    [
      'the type of an app-owned field',
      { appFields: [{ ...seat, type: 'strng' }] },
      'appFields[0].type: must be one of string, boolean, number, strings',
    ],
    [
      'what is not said of an app-owned field',
      { appFields: [{ name: 'seat', type: 'string', description: '' }] },
      'appFields[0].inEvents: is missing',
    ],
    [
      'an identity provider that there is not',
      { fields: [{ ...field, sources: { otka: 'user.title' } }] },
      'fields[0].sources.otka: there is no such name; there are okta, entra, google, jumpcloud, onelogin, rippling, yeshid',
    ],
    [
      'what events say of the person',
      { events: { identity: ['extId'] } },
      'events.identity[0]: must be one of externalId, userName',
    ],
    [
      'a format without a function',
      { formats: [{ path: 'timezone', accepts: /x/, rule: '' }] },
      'formats[0].accepts: must be a function',
    ],
    [
      'an attribute of an extension',
      {
        extensions: [
          {
            id: 'urn:acme:scim:1.0:User',
            name: '',
            description: '',
            attributes: [{ ...attribute('desk', 'string'), type: 'strng' }],
          },
        ],
      },
      'extensions[0].attributes[0].type: must be one of string, boolean, decimal, integer, dateTime, binary, reference, complex',
    ],
  ])('that the types would refuse does not start either: %s', (_, parts, sentence) => {
    const definition = { ...ACME, ...parts } as ProfileDefinition;

    expect(() => checkProfiles([definition])).toThrow(new TypeError(`profile acme: ${sentence}`));
  });

  it('that has a wrong name in the place of another is told of the wrong one', () => {
    const { title, ...others } = ACME;
    const definition = { ...others, titel: title } as unknown as ProfileDefinition;

    expect(() => checkProfiles([definition])).toThrow('profile acme: titel: there is no such name');
  });

  it('that has the id of another does not start', () => {
    expect(() => checkProfiles([ACME, { ...ACME, title: 'Acme 2' }])).toThrow(
      new TypeError('profile acme: id: is that of another profile, too'),
    );
  });
});
