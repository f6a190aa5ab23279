/** One guide: what is the same for all, with what the identity provider says of itself. */

import type { IdentityProvider } from '#mapping/product-field.ts';
import type { Profile } from '#mapping/profile.ts';
import { attributeTable } from '#setup-guide/attribute-rows.ts';
import { ENTRA } from '#setup-guide/entra.ts';
import type { CustomAttribute, IdentityProviderGuide, Setting } from '#setup-guide/guide.ts';
import { section, steps } from '#setup-guide/markdown.ts';
import { OKTA } from '#setup-guide/okta.ts';
import { GOOGLE, JUMPCLOUD, ONELOGIN, RIPPLING, YESHID } from '#setup-guide/other-providers.ts';
import * as shared from '#setup-guide/shared-sections.ts';

const GUIDES: Readonly<Record<IdentityProvider, IdentityProviderGuide>> = {
  okta: OKTA,
  entra: ENTRA,
  google: GOOGLE,
  jumpcloud: JUMPCLOUD,
  onelogin: ONELOGIN,
  rippling: RIPPLING,
  yeshid: YESHID,
};

/** @returns Markdown, for an admin who has done this never before. */
export function writeGuide(setting: Setting, identityProvider: IdentityProvider): string {
  const provider = GUIDES[identityProvider];
  const { profile } = setting;
  const parts = [
    `# ${profile.title}: SCIM provisioning with ${provider.name}`,
    shared.prerequisites(setting, provider),
    shared.token(setting),
    section(`Connect ${provider.name}`, steps(...provider.connect(setting))),
    section('Map attributes', provider.mapping, attributeTable(profile, provider)),
    ...shared.roles(setting),
    ...roleAttribute(profile, provider),
    section('Switch it on', steps(...provider.switchOn)),
    section('Groups', provider.groups, ...shared.groupRoles(setting)),
    shared.verify(setting),
    shared.bestPractices(),
    shared.limits(setting, provider),
    shared.troubleshooting(setting, provider),
    shared.afterPause(provider),
  ];
  return `${parts.join('\n\n')}\n`;
}

function roleAttribute(profile: Profile, provider: IdentityProviderGuide): readonly string[] {
  const [name, ...otherNames] = profile.roles?.attributes ?? [];
  if (name === undefined || profile.roles === undefined) return [];
  const attribute: CustomAttribute = {
    displayName: `${profile.title} Role`,
    name,
    otherNames,
    namespaces: profile.roles.namespaces,
    values: profile.roles.values,
  };
  return [section('Send the role as an attribute', steps(...provider.customAttribute(attribute)))];
}
