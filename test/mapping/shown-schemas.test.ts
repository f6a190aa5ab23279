import { describe, expect, it } from '@jest/globals';
import { buildProfile } from '#mapping/profile.ts';
import { MODJO } from '#mapping/profiles/modjo.ts';
import { shownSchemas } from '#mapping/shown-schemas.ts';
import { attribute, attributeNamed } from '#scim/schema/attribute.ts';

const BADGE = 'urn:example:params:scim:schemas:extension:badge:1.0:User';

const profile = buildProfile({
  ...MODJO,
  id: 'acme',
  extensions: [
    {
      id: BADGE,
      name: 'Badge',
      description: 'A badge',
      attributes: [attribute('level', 'string'), attribute('colour', 'string')],
    },
  ],
  required: ['name.familyName', 'emails', `${BADGE}:level`],
});

describe('/Schemas says what the profile requires', () => {
  const { core, extensions } = shownSchemas(profile);
  const requiredIn = (attributes = core.attributes) =>
    attributes.filter(({ required }) => required).map(({ name }) => name);

  it('in the core schema: a sub-attribute, and the attribute that it stands in', () => {
    const name = attributeNamed(core.attributes, 'name');

    expect(requiredIn()).toEqual(['userName', 'name', 'emails']);
    expect(requiredIn(name?.subAttributes)).toEqual(['familyName']);
  });

  it('in an extension', () => {
    expect(requiredIn(extensions[1]?.attributes)).toEqual(['level']);
    expect(requiredIn(extensions[0]?.attributes)).toEqual([]);
  });

  it('and leaves the schemas that requests are read against as they are', () => {
    expect(requiredIn(profile.schemas.core.attributes)).toEqual(['userName']);
  });
});
