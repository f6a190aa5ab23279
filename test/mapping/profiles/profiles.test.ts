import { describe, expect, it } from '@jest/globals';
import { checkProfiles } from '#mapping/profile-checks.ts';
import { PROFILES, profileNamed } from '#mapping/profiles/index.ts';
import { pathOf } from '#scim/schema/schema.ts';
import { misconfigured } from '#scim/scim-error.ts';
import { ENTERPRISE, USER } from '#test/support/scim-core.ts';

const MODERNLOOP = profileNamed('modernloop');
const MODJO = profileNamed('modjo');
const STANDARD = profileNamed('standard');

const MODERNLOOP_URN = 'urn:scim:schemas:extension:modernloop:1.0:Profile';

describe('the profiles', () => {
  it('are found by their ids, each of which is one profile’s', () => {
    const ids = PROFILES.map(({ id }) => id);

    expect(ids.slice(0, 3)).toEqual(['standard', 'modernloop', 'modjo']);
    expect(ids.map((id) => profileNamed(id).id)).toEqual(ids);
  });

  it('are right', () => {
    expect(() => checkProfiles(PROFILES)).not.toThrow();
  });

  it('are built once each', () => {
    expect(profileNamed('standard')).toBe(profileNamed('standard'));
  });

  it.each(['', 'Standard', 'constructor', '__proto__'])('%j is none: a 500 that says so', (id) => {
    expect(() => profileNamed(id)).toThrow(misconfigured(`this deployment has no profile ${id}`));
  });

  it.each(PROFILES)('$id has the core and the enterprise schema complete', ({ id }) => {
    const { schemas } = profileNamed(id);

    expect(schemas.core).toMatchObject({ id: USER });
    expect(schemas.core.attributes).toHaveLength(21);
    expect(schemas.extensions[0]).toMatchObject({ id: ENTERPRISE });
    expect(schemas.extensions[0]?.attributes).toHaveLength(6);
  });
});

describe('standard', () => {
  it('requires only userName, and shares e-mail addresses: RFC 7643 does not make them unique', () => {
    expect(STANDARD.required).toEqual([]);
    expect(STANDARD.identityEmail).toBe('optional');
    expect(STANDARD.schemas.extensions).toHaveLength(1);
  });
});

describe('modernloop (DESIGN.md, the two products)', () => {
  it('requires both names and an e-mail, which is unique', () => {
    expect(MODERNLOOP.required.map(pathOf)).toEqual([
      'name.givenName',
      'name.familyName',
      'emails',
    ]);
    expect(MODERNLOOP.identityEmail).toBe('unique');
  });

  it('has the attributes of its property sync in its extension', () => {
    const extension = MODERNLOOP.schemas.extensions.find(({ id }) => id === MODERNLOOP_URN);

    expect(extension?.attributes.map(({ name }) => name)).toEqual([
      'title',
      'manager_email',
      'linkedin_url',
      'country',
      'level',
      'department',
      'location',
      'team',
      'modernloopRole',
      'modernloop_role',
    ]);
  });
});

describe('modjo (DESIGN.md, the two products)', () => {
  it('requires both names and an identity e-mail, which is unique', () => {
    expect(MODJO.required.map(pathOf)).toEqual(['name.givenName', 'name.familyName']);
    expect(MODJO.identityEmail).toBe('required and unique');
    expect(MODJO.schemas.extensions).toHaveLength(1);
  });

  it('asks for a time zone by its IANA name', () => {
    const [format] = MODJO.formats;

    expect(MODJO.formats).toHaveLength(1);
    expect(pathOf(format?.steps ?? [])).toBe('timezone');
    expect([format?.accepts('Europe/Paris'), format?.accepts('+02:00')]).toEqual([true, false]);
  });
});
