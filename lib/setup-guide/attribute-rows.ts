/** The attribute table of a guide, from the profile's own data. */

import type { Profile } from '#mapping/profile.ts';
import { pathOf } from '#scim/schema/schema.ts';
import type { IdentityProviderGuide } from '#setup-guide/guide.ts';
import { code, table } from '#setup-guide/markdown.ts';

/** Where nobody publishes a default: it is the admin's to say. */
const CHOOSE = 'choose';

export function attributeTable(profile: Profile, provider: IdentityProviderGuide): string {
  const required = new Set(['userName', ...profile.required.map(pathOf)]);
  if (profile.identityEmail === 'required and unique') required.add('emails');
  const rows = profile.fields.map(({ path, description, sources }) => [
    code(provider.attributeName(path)),
    required.has(path) ? 'yes' : 'no',
    description,
    sourceOf(sources?.[provider.id]),
  ]);
  return table(['SCIM attribute', 'Required', 'Description', `Source in ${provider.name}`], rows);
}

function sourceOf(source: string | undefined): string {
  return source === undefined ? CHOOSE : code(source);
}
