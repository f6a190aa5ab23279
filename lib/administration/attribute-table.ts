/** What a profile makes of SCIM attributes, as a table for admins. */

import type { Profile } from '#mapping/profile.ts';
import type { Attribute } from '#scim/schema/attribute.ts';

export interface AttributeRow {
  /** As an admin writes it in the identity provider: `name.familyName`. */
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
}

/** Every attribute that an identity provider may send, sub-attributes by their path, in schema order. */
export function attributeTable({ schemas }: Profile): readonly AttributeRow[] {
  const { core, extensions } = schemas;
  return [
    ...core.attributes.flatMap((attribute) => rowsOf(attribute, '')),
    ...extensions.flatMap(({ id, attributes }) =>
      attributes.flatMap((attribute) => rowsOf(attribute, `${id}:`)),
    ),
  ];
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
