/** What a product requires of a SCIM user, as data. */

import { parseAttrPath } from '#scim/attr-path.ts';
import type { Attribute } from '#scim/schema/attribute.ts';
import { CORE_USER } from '#scim/schema/core-user.ts';
import { ENTERPRISE_USER } from '#scim/schema/enterprise-user.ts';
import {
  type AttributeSteps,
  findAttribute,
  pathOf,
  type ResourceSchemas,
  resourceSchemas,
  type Schema,
} from '#scim/schema/schema.ts';

export interface ProfileDefinition {
  /** What a workspace names it by. */
  readonly id: string;
  readonly title: string;
  /** Schemas beside the core and the enterprise one, which every profile has whole. */
  readonly extensions: readonly Schema[];
  /** Attribute paths that a user must have a value of, beside `userName`. */
  readonly required: readonly string[];
  /** Whether a user must have an identity e-mail, and whether it is unique in the workspace. */
  readonly identityEmail: 'optional' | 'unique' | 'required and unique';
  readonly formats: readonly Format[];
}

type NamedAttribute = Pick<Attribute, 'name'>;

/** What the text of an attribute must look like. */
export interface Format {
  readonly path: string;
  readonly accepts: (text: string) => boolean;
  /** Ends the sentence that begins with the path. */
  readonly rule: string;
}

/** A definition, with its paths looked up. */
export interface Profile extends Omit<ProfileDefinition, 'required' | 'formats'> {
  readonly schemas: ResourceSchemas;
  readonly required: readonly AttributeSteps[];
  readonly formats: readonly (Format & { readonly steps: AttributeSteps })[];
}

/** @throws {TypeError} naming the path that no schema of the profile has. */
export function defineProfile(definition: ProfileDefinition): Profile {
  const { id, extensions, required, formats } = definition;
  const plain = resourceSchemas('User', CORE_USER, [ENTERPRISE_USER, ...extensions]);
  const stepsOf = (path: string): AttributeSteps => {
    const attrPath = parseAttrPath(path);
    const steps = attrPath && findAttribute(plain, attrPath);
    if (steps === undefined) throw new TypeError(`profile ${id}: there is no attribute ${path}`);
    return steps;
  };
  const requiredSteps = required.map(stepsOf);
  return {
    ...definition,
    schemas: markRequired(plain, requiredSteps),
    required: requiredSteps,
    formats: formats.map((format) => ({ ...format, steps: stepsOf(format.path) })),
  };
}

/** So that `/Schemas` says what the profile asks for. */
function markRequired(schemas: ResourceSchemas, required: readonly AttributeSteps[]) {
  const paths = new Set(
    required.flatMap((steps) => steps.map((_, index) => pathOf(steps.slice(0, index + 1)))),
  );
  const mark = (
    attributes: readonly Attribute[],
    parents: readonly NamedAttribute[],
  ): Attribute[] =>
    attributes.map((attribute) => ({
      ...attribute,
      required: attribute.required || paths.has(pathOf([...parents, attribute])),
      ...(attribute.subAttributes && {
        subAttributes: mark(attribute.subAttributes, [...parents, attribute]),
      }),
    }));
  const markSchema = (schema: Schema, parents: readonly NamedAttribute[]): Schema => ({
    ...schema,
    attributes: mark(schema.attributes, parents),
  });
  return resourceSchemas(
    schemas.resourceType,
    markSchema(schemas.core, []),
    schemas.extensions.map((schema) => markSchema(schema, [{ name: schema.id }])),
  );
}
