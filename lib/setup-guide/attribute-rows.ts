/** The attribute table of a guide, from the profile's own data. */

import { THE_ASSIGNMENT, wordsOf } from '#mapping/core-fields.ts';
import type { Profile } from '#mapping/profile.ts';
import { isExtension, pathOf } from '#scim/schema/schema.ts';
import type { IdentityProviderGuide } from '#setup-guide/guide.ts';
import { code, table } from '#setup-guide/markdown.ts';

const CUSTOM =
  'A name that begins with `urn:` is that of an extension, and is not taken without it: up to the last colon it is the namespace (the URN of its schema), behind it the name itself.';

/** Where nobody publishes a default: it is the admin's to say. */
const CHOOSE = 'choose';

const CHOOSING =
  'Where the source says "choose", nobody publishes a default. For the user name and the e-mail address take the work e-mail address that people sign in with, for the names the first and the last name. What is not required may stay unmapped.';

export function attributeTable(profile: Profile, provider: IdentityProviderGuide): string {
  const required = new Set(['userName', ...profile.required.map(pathOf)]);
  if (profile.identityEmail === 'required and unique') required.add('emails');
  const rows = profile.fields.map((field) => {
    const words = wordsOf(field);
    const path = pathOf(field.steps);
    return [
      code(provider.attributeName(path)),
      required.has(path) ? 'yes' : 'no',
      words?.description ?? '',
      sourceOf(words?.sources[provider.id]),
    ];
  });
  const head = ['SCIM attribute', 'Required', 'Description', `Source in ${provider.name}`];
  const isCustom = profile.fields.some(({ steps }) => isExtension(steps[0]));
  const isChosen = profile.fields.some(
    (field) => wordsOf(field)?.sources[provider.id] === undefined,
  );
  return [table(head, rows), ...(isChosen ? [CHOOSING] : []), ...(isCustom ? [CUSTOM] : [])].join(
    '\n\n',
  );
}

function sourceOf(source: string | undefined): string {
  if (source === undefined) return CHOOSE;
  return source === THE_ASSIGNMENT ? source : code(source);
}
