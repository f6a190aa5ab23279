import { attributeTable } from '#administration/attribute-table.ts';
import { type List, PageQuery, pageOfEntries } from '#administration/cursor.ts';
import { type AdminRequest, type AdminResult, readQuery } from '#administration/exchange.ts';
import type { AdminContext } from '#directory/admin-context.ts';
import { wordsOf } from '#mapping/core-fields.ts';
import type { Field } from '#mapping/product-field.ts';
import type { Profile } from '#mapping/profile.ts';
import { PROFILES, profileNamed } from '#mapping/profiles/index.ts';
import { pathOf } from '#scim/schema/schema.ts';

const LIST: List = { workspaceId: '', name: 'profiles', position: /^[a-z][a-z0-9-]{0,49}$/ };

/** GET /admin/profiles?limit&cursor: what each requires, attribute by attribute, and what it calls them. */
export async function listProfiles(
  _ports: object,
  _admin: AdminContext,
  request: AdminRequest,
): Promise<AdminResult> {
  const query = readQuery(PageQuery, request);
  const { page, ...next } = pageOfEntries(LIST, PROFILES, ({ id }) => id, query);
  return {
    kind: 'document',
    body: { profiles: page.map(({ id }) => renderProfile(profileNamed(id))), ...next },
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

/** Its path with the URN of its extension, as an identity provider must send it. */
function renderField(field: Field) {
  const { name, steps } = field;
  return { name, path: pathOf(steps), description: wordsOf(field)?.description ?? '' };
}
