/** What a profile makes of SCIM attributes, as a table for admins. */

import type { Profile } from '#mapping/profile.ts';
import type { Attribute } from '#scim/schema/attribute.ts';
import { pathOf } from '#scim/schema/schema.ts';

export interface AttributeRow {
  /** As an admin writes it in the identity provider: `name.familyName`. */
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

/** Every attribute that an identity provider may send, sub-attributes by their path, in schema order. */
export function attributeTable(profile: Profile): readonly AttributeRow[] {
  const { core, extensions } = profile.schemas;
  const rows = [
    ...core.attributes.flatMap((attribute) => rowsOf(attribute, '')),
    ...extensions.flatMap(({ id, attributes }) =>
      attributes.flatMap((attribute) => rowsOf(attribute, `${id}:`)),
    ),
  ];
  const required = requiredPaths(profile);
  return rows.map((row) => ({ ...row, required: row.required || required.has(row.path) }));
}

/** Of a multi-valued attribute that is required, a value is; and so is an identity e-mail. */
function requiredPaths({ required, identityEmail }: Profile): ReadonlySet<string> {
  const values = required.map((steps) => `${pathOf(steps)}.value`);
  return new Set(identityEmail === 'required and unique' ? [...values, 'emails.value'] : values);
}

function rowsOf(attribute: Attribute, prefix: string): readonly AttributeRow[] {
  const { name, type, required, description, mutability, subAttributes } = attribute;
  if (mutability === 'readOnly') return [];
  const path = `${prefix}${name}`;
  if (subAttributes !== undefined) {
    return subAttributes.flatMap((subAttribute) => rowsOf(subAttribute, `${path}.`));
  }
  return [{ path, type, required, description }];
}
