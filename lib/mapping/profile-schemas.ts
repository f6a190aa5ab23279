/** The schemas of a profile: core, enterprise, its extensions, and where the role may stand. */

import type { ProfileDefinition, RoleRules } from '#mapping/profile-definition.ts';
import { type Attribute, attribute } from '#scim/schema/attribute.ts';
import { CORE_USER } from '#scim/schema/core-user.ts';
import { ENTERPRISE_USER } from '#scim/schema/enterprise-user.ts';
import { type ResourceSchemas, resourceSchemas, type Schema } from '#scim/schema/schema.ts';

export function profileSchemas({ title, extensions, roles }: ProfileDefinition): ResourceSchemas {
  return resourceSchemas(
    'User',
    CORE_USER,
    [ENTERPRISE_USER, ...withRole(title, extensions, roles)],
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
