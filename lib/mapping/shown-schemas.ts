/** The schemas of a profile as they are shown, marked with what the profile requires. */

import type { Profile } from '#mapping/profile.ts';
import type { Attribute } from '#scim/schema/attribute.ts';
import { pathOf, type ResourceSchemas, type Schema } from '#scim/schema/schema.ts';

type NamedAttribute = Pick<Attribute, 'name'>;

/** A required sub-attribute makes the attribute that it stands in required, too. */
export function shownSchemas({
  schemas,
  required,
}: Pick<Profile, 'schemas' | 'required'>): Omit<ResourceSchemas, 'attributes'> {
  const { resourceType, core, extensions } = schemas;
  const paths = new Set(
    required.flatMap((steps) => steps.map((_, index) => pathOf(steps.slice(0, index + 1)))),
  );
  return {
    resourceType,
    core: marked(paths, core, []),
    extensions: extensions.map((schema) => marked(paths, schema, [{ name: schema.id }])),
  };
}

function marked(
  paths: ReadonlySet<string>,
  schema: Schema,
  parents: readonly NamedAttribute[],
): Schema {
  const mark = (attribute: Attribute, within: readonly NamedAttribute[]): Attribute => {
    const steps = [...within, attribute];
    const subAttributes = attribute.subAttributes?.map((part) => mark(part, steps));
    const required = attribute.required || paths.has(pathOf(steps));
    return { ...attribute, required, ...(subAttributes && { subAttributes }) };
  };
  return { ...schema, attributes: schema.attributes.map((attribute) => mark(attribute, parents)) };
}
