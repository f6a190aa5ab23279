/** The schemas of a profile: core, enterprise, its extensions, and where the role may stand. */

import type { ProfileDefinition, RoleRules } from '#mapping/profile-definition.ts';
import { type Attribute, attribute } from '#scim/schema/attribute.ts';
import { CORE_USER } from '#scim/schema/core-user.ts';
import { ENTERPRISE_USER } from '#scim/schema/enterprise-user.ts';
import {
  type AttributeSteps,
  pathOf,
  type ResourceSchemas,
  resourceSchemas,
  type Schema,
} from '#scim/schema/schema.ts';

type NamedAttribute = Pick<Attribute, 'name'>;

/** @param required marked as such, so that `/Schemas` says what the profile asks for. */
export function profileSchemas(
  { title, extensions, roles }: ProfileDefinition,
  required: readonly AttributeSteps[],
): ResourceSchemas {
  const mark = marker(required);
  const [core, ...others] = [CORE_USER, ENTERPRISE_USER, ...withRole(title, extensions, roles)];
  return resourceSchemas(
    'User',
    mark(core as Schema, []),
    others.map((schema) => mark(schema, [{ name: schema.id }])),
    roles?.namespaces.some(isCore) ? roleAttributes(title, roles) : [],
  );
}

/** A role at the top level is beside the core schema, which `/Schemas` shows as the RFC has it. */
function isCore(urn: string): boolean {
  return urn === CORE_USER.id;
}

function withRole(
  title: string,
  extensions: readonly Schema[],
  roles: RoleRules | undefined,
): readonly Schema[] {
  if (roles === undefined) return extensions;
  const namespaces = roles.namespaces.filter((urn) => !isCore(urn));
  const added = namespaces
    .filter((urn) => !extensions.some(({ id }) => id === urn))
    .map((id) => ({
      id,
      name: `${title} role`,
      description: `The role in ${title}`,
      attributes: roleAttributes(title, roles),
    }));
  const extended = extensions.map((schema) =>
    namespaces.includes(schema.id)
      ? { ...schema, attributes: [...schema.attributes, ...roleAttributes(title, roles)] }
      : schema,
  );
  return [...extended, ...added];
}

function roleAttributes(title: string, { attributes, values }: RoleRules): readonly Attribute[] {
  const [main] = attributes;
  return attributes.map((name) =>
    attribute(name, 'string', {
      description: name === main ? `The role in ${title}.` : `Another spelling of ${main}.`,
      canonicalValues: values,
    }),
  );
}

function marker(required: readonly AttributeSteps[]) {
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
  return (schema: Schema, parents: readonly NamedAttribute[]): Schema => ({
    ...schema,
    attributes: mark(schema.attributes, parents),
  });
}
