/**
 * Attributes that most products know, for people: what each is, and what the identity providers fill it from
 * where they document it: Okta's user profile and the default mappings of its SCIM templates; Entra's default
 * mappings of a custom application; JumpCloud's connector articles; OneLogin's user schemas
 * (developers.onelogin.com/scim/define-user-schema). Google has a mapping for each app of its catalogue,
 * Rippling asks for names alone, YesHID publishes nothing: their admins choose.
 *
 * Only the set-up guide and the list of profiles show it: apart from the profiles, no other function carries it.
 */

import type { ProductField } from '#mapping/product-field.ts';

/** What people are told of a field. */
export type FieldWords = Required<Pick<ProductField, 'description' | 'sources'>>;

/** A source that is no attribute: whether somebody is assigned the application. */
export const THE_ASSIGNMENT = 'the assignment';

const CORE_FIELDS: Readonly<Record<string, FieldWords>> = {
  userName: {
    description: 'What the user signs in with, as a rule the e-mail address; must be unique.',
    sources: {
      okta: 'Application username',
      entra: 'userPrincipalName',
      jumpcloud: 'username',
      onelogin: '{$parameters.scimusername}',
    },
  },
  externalId: {
    description: 'The identifier that the identity provider has for the user.',
    sources: { okta: 'user.id', entra: 'mailNickname' },
  },
  emails: {
    description: 'The e-mail address: the primary one, else that for work, else the first.',
    sources: { okta: 'user.email', entra: 'mail', jumpcloud: 'email', onelogin: '{$user.email}' },
  },
  'name.givenName': {
    description: 'First name, such as "Barbara" of "Barbara Jane Jensen".',
    sources: {
      okta: 'user.firstName',
      entra: 'givenName',
      jumpcloud: 'firstname',
      onelogin: '{$user.firstname}',
    },
  },
  'name.familyName': {
    description: 'Last name, such as "Jensen" of "Barbara Jane Jensen".',
    sources: {
      okta: 'user.lastName',
      entra: 'surname',
      jumpcloud: 'lastname',
      onelogin: '{$user.lastname}',
    },
  },
  displayName: {
    description: 'The full name, as it is shown.',
    sources: { okta: 'user.displayName', entra: 'displayName' },
  },
  phoneNumbers: {
    description: 'The phone number for work, in any format.',
    sources: { okta: 'user.primaryPhone', entra: 'telephoneNumber' },
  },
  title: {
    description: 'The job title.',
    sources: { okta: 'user.title', entra: 'jobTitle', onelogin: '{$parameters.title}' },
  },
  timezone: {
    description: 'The time zone by its IANA name, such as "Europe/Paris".',
    sources: { okta: 'user.timezone' },
  },
  locale: {
    description: 'The language and region, such as "en-US".',
    sources: { okta: 'user.locale' },
  },
  active: {
    description: 'Whether the user may sign in: false deactivates.',
    sources: {
      okta: THE_ASSIGNMENT,
      entra: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
      jumpcloud: THE_ASSIGNMENT,
    },
  },
};

/**
 * What the profile says of the field itself, else what is said here of its path.
 *
 * @returns undefined where neither says anything.
 */
export function wordsOf({ path, description, sources }: ProductField): FieldWords | undefined {
  const known = CORE_FIELDS[path];
  const said = description ?? known?.description;
  return said === undefined
    ? undefined
    : { description: said, sources: sources ?? known?.sources ?? {} };
}
