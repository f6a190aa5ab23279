/**
 * What a product requires of a user, what it calls their attributes, and who gives them a role: as
 * data. README "Profiles" says how to add one.
 */

import type { Field } from '#mapping/product-field.ts';
import { checkNames, stepsOf } from '#mapping/profile-checks.ts';
import type { Format, ProfileDefinition } from '#mapping/profile-definition.ts';
import { profileSchemas } from '#mapping/profile-schemas.ts';
import type { AttributeSteps, ResourceSchemas } from '#scim/schema/schema.ts';

/** A definition, with its paths looked up. */
export interface Profile extends Omit<ProfileDefinition, 'required' | 'formats' | 'fields'> {
  readonly schemas: ResourceSchemas;
  readonly required: readonly AttributeSteps[];
  readonly formats: readonly (Format & { readonly steps: AttributeSteps })[];
  readonly fields: readonly Field[];
  /** Where an identity provider may send the role. */
  readonly rolePlaces: readonly AttributeSteps[];
}

/** @throws {TypeError} a sentence that names the field of the definition and what is wrong with it. */
export function defineProfile(definition: ProfileDefinition): Profile {
  const { id, required, formats, fields, roles } = definition;
  checkNames(definition);
  const plain = profileSchemas(definition, []);
  const requiredSteps = required.map((path, at) => stepsOf(id, plain, `required[${at}]`, path));
  const schemas = profileSchemas(definition, requiredSteps);
  const withSteps = <Part extends { readonly path: string }>(
    name: string,
    parts: readonly Part[],
  ) =>
    parts.map((part, at) => ({
      ...part,
      steps: stepsOf(id, schemas, `${name}[${at}].path`, part.path),
    }));
  for (const [at, name] of (roles?.mistakenFor ?? []).entries()) {
    stepsOf(id, schemas, `roles.mistakenFor[${at}]`, name);
  }
  const places = (roles?.namespaces ?? []).flatMap((urn) =>
    (roles?.attributes ?? []).map((name) => `${urn}:${name}`),
  );
  return {
    ...definition,
    schemas,
    required: requiredSteps,
    formats: withSteps('formats', formats),
    fields: withSteps('fields', fields),
    rolePlaces: places.map((path) => stepsOf(id, schemas, 'roles', path)),
  };
}
