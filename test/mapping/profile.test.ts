import { describe, expect, it } from '@jest/globals';
import { buildProfile } from '#mapping/profile.ts';
import type { ProfileDefinition } from '#mapping/profile-definition.ts';
import { attribute } from '#scim/schema/attribute.ts';
import { pathOf } from '#scim/schema/schema.ts';
import { ENTERPRISE, USER } from '#test/support/scim-core.ts';

const BADGE = 'urn:example:params:scim:schemas:extension:badge:1.0:User';

const definition: ProfileDefinition = {
  id: 'acme',
  title: 'Acme',
  extensions: [
    {
      id: BADGE,
      name: 'Badge',
      description: 'A badge',
      attributes: [attribute('level', 'string'), attribute('colour', 'string')],
    },
  ],
  required: ['name.familyName', 'emails', `${BADGE}:level`],
  identityEmail: 'unique',
  formats: [{ path: 'manager.value', accepts: (text) => text !== 'x', rule: 'must not be x' }],
  fields: [],
  appFields: [],
};

describe('a profile', () => {
  it('has the core schema, the enterprise extension and its own', () => {
    const { schemas } = buildProfile(definition);

    expect(schemas.resourceType).toBe('User');
    expect(schemas.core.id).toBe(USER);
    expect(schemas.extensions.map(({ id }) => id)).toEqual([ENTERPRISE, BADGE]);
  });

  it('looks its paths up, with and without a URN', () => {
    const { required, formats } = buildProfile(definition);

    expect(required.map(pathOf)).toEqual(['name.familyName', 'emails', `${BADGE}:level`]);
    expect(formats.map(({ steps }) => pathOf(steps))).toEqual([`${ENTERPRISE}:manager.value`]);
  });

  it.each([
    { required: ['name.nick'] },
    { required: [''] },
    { required: ['a b'] },
    { formats: [{ path: 'timeZone2', accepts: () => true, rule: '' }] },
  ])('that names an attribute that it does not have is our own mistake: %j', (parts) => {
    expect(() => buildProfile({ ...definition, ...parts })).toThrow(TypeError);
  });
});
