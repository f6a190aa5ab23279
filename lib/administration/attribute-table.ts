/** What a profile makes of SCIM attributes, as a table for admins. */

import type { Profile } from '#mapping/profile.ts';
import { shownSchemas } from '#mapping/shown-schemas.ts';
import type { Attribute } from '#scim/schema/attribute.ts';
import { descriptionOf } from '#scim/schema/description.ts';
import { pathOf, type Schema } from '#scim/schema/schema.ts';

export interface AttributeRow {
  /** As an admin writes it in the identity provider: `name.familyName`. */
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

/** Every attribute that an identity provider may send, sub-attributes by their path, in schema order. */
export function attributeTable(profile: Profile): readonly AttributeRow[] {
  const { core, extensions } = shownSchemas(profile);
  const rows = [
    ...rowsOf(core, core.attributes, ''),
    ...extensions.flatMap((schema) => rowsOf(schema, schema.attributes, `${schema.id}:`)),
  ];
  const required = requiredPaths(profile);
  return rows.map((row) => ({ ...row, required: row.required || required.has(row.path) }));
}

/** Of a multi-valued attribute that is required, a value is; and so is an identity e-mail. */
function requiredPaths({ required, identityEmail }: Profile): ReadonlySet<string> {
  const values = required.map((steps) => `${pathOf(steps)}.value`);
  return new Set(identityEmail === 'required and unique' ? [...values, 'emails.value'] : values);
}

function rowsOf(
  schema: Schema,
  attributes: readonly Attribute[],
  prefix: string,
  parent?: Attribute,
): readonly AttributeRow[] {
  return attributes.flatMap((attribute) => {
    const { name, type, required, mutability, subAttributes } = attribute;
    if (mutability === 'readOnly') return [];
    const path = `${prefix}${name}`;
    if (subAttributes !== undefined) return rowsOf(schema, subAttributes, `${path}.`, attribute);
    return [{ path, type, required, description: descriptionOf(schema.id, attribute, parent) }];
  });
}
