import { attributeTable } from '#administration/attribute-table.ts';
import type { AdminResult } from '#administration/exchange.ts';
import { wordsOf } from '#mapping/core-fields.ts';
import type { ProductField } from '#mapping/product-field.ts';
import type { Profile } from '#mapping/profile.ts';
import { PROFILES, profileNamed } from '#mapping/profiles/index.ts';

/** GET /admin/profiles: what each profile requires, attribute by attribute, and what it calls them. */
export async function listProfiles(): Promise<AdminResult> {
  return {
    kind: 'document',
    body: { profiles: PROFILES.map(({ id }) => renderProfile(profileNamed(id))) },
  };
}

function renderProfile(profile: Profile) {
  const { id, title, identityEmail, roles, fields, appFields } = profile;
  return {
    id,
    title,
    identityEmail,
    roles:
      roles === undefined
        ? null
        : {
            values: roles.values,
            default: roles.default,
            editing: roles.editing,
            attributes: roles.attributes,
            namespaces: roles.namespaces,
          },
    fields: fields.map(renderField),
    appFields: appFields.map(({ name, type, description }) => ({ name, type, description })),
    attributes: attributeTable(profile).map((row) => ({ ...row })),
  };
}

function renderField(field: ProductField) {
  const { name, path } = field;
  return { name, path, description: wordsOf(field)?.description ?? '' };
}
