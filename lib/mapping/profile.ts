/**
 * What a product requires of a user, what it calls their attributes, and who gives them a role: as
 * data. README "Profiles" says how to add one.
 */

import type { Field } from '#mapping/product-field.ts';
import type { Format, ProfileDefinition } from '#mapping/profile-definition.ts';
import { profileSchemas } from '#mapping/profile-schemas.ts';
import { parseAttrPath } from '#scim/attr-path.ts';
import { type AttributeSteps, findAttribute, type ResourceSchemas } from '#scim/schema/schema.ts';

/** A definition, with its paths looked up. */
export interface Profile extends Omit<ProfileDefinition, 'required' | 'formats' | 'fields'> {
  readonly schemas: ResourceSchemas;
  readonly required: readonly AttributeSteps[];
  readonly formats: readonly (Format & { readonly steps: AttributeSteps })[];
  readonly fields: readonly Field[];
  /** Where an identity provider may send the role. */
  readonly rolePlaces: readonly AttributeSteps[];
}

/**
 * Looks the paths of a definition up. What else can be wrong with one `checkProfile` finds, before anything
 * is started or deployed.
 *
 * @throws {TypeError} `profile acme: required[0]: there is no attribute name.nick`.
 */
export function buildProfile(definition: ProfileDefinition): Profile {
  const { id, required, formats, fields, roles } = definition;
  const schemas = profileSchemas(definition);
  const withSteps = <Part extends { readonly path: string }>(
    name: string,
    parts: readonly Part[],
  ) =>
    parts.map((part, at) => ({
      ...part,
      steps: stepsOf(id, schemas, `${name}[${at}].path`, part.path),
    }));
  const places = (roles?.namespaces ?? []).flatMap((urn) =>
    (roles?.attributes ?? []).map((name) => `${urn}:${name}`),
  );
  return {
    ...definition,
    schemas,
    required: required.map((path, at) => stepsOf(id, schemas, `required[${at}]`, path)),
    formats: withSteps('formats', formats),
    fields: withSteps('fields', fields),
    rolePlaces: places.map((path) => stepsOf(id, schemas, 'roles', path)),
  };
}

/**
 * @param field of the definition, as in `required[0]`.
 * @throws {TypeError} naming it, where no schema has the path.
 */
export function stepsOf(
  profileId: string,
  schemas: ResourceSchemas,
  field: string,
  path: string,
): AttributeSteps {
  const attrPath = parseAttrPath(path);
  const steps = attrPath && findAttribute(schemas, attrPath);
  if (steps === undefined) throw mistake(profileId, field, `there is no attribute ${path}`);
  return steps;
}

/** A sentence that says where in the profile what is wrong. */
export function mistake(id: string, field: string, rule: string): ProfileMistake {
  return new ProfileMistake(`profile ${id}: ${field}: ${rule}`);
}

/** For whoever wrote the profile: a sentence, of which no stack is wanted. */
export class ProfileMistake extends TypeError {}
