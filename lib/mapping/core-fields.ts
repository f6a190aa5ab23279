/**
 * Attributes that most products know, with what the identity providers fill them from where they
 * document it: Okta's user profile and the default mappings of its SCIM templates; Entra's default
 * mappings of a custom application; JumpCloud's connector articles; OneLogin's user schemas
 * (developers.onelogin.com/scim/define-user-schema). Google has a mapping for each app of its catalogue,
 * Rippling asks for names alone, YesHID publishes nothing: their admins choose.
 */

import type { ProductField } from '#mapping/product-field.ts';

type Described = Omit<ProductField, 'name'>;

export const USER_NAME: Described = {
  path: 'userName',
  description: 'What the user signs in with, as a rule the e-mail address; must be unique.',
  sources: {
    okta: 'Application username',
    entra: 'userPrincipalName',
    jumpcloud: 'username',
    onelogin: '{$parameters.scimusername}',
  },
};

export const EXTERNAL_ID: Described = {
  path: 'externalId',
  description: 'The identifier that the identity provider has for the user.',
  sources: { okta: 'user.id', entra: 'mailNickname' },
};

export const EMAIL: Described = {
  path: 'emails',
  description: 'The e-mail address: the primary one, else that for work, else the first.',
  sources: { okta: 'user.email', entra: 'mail', jumpcloud: 'email', onelogin: '{$user.email}' },
};

export const GIVEN_NAME: Described = {
  path: 'name.givenName',
  description: 'First name, such as "Barbara" of "Barbara Jane Jensen".',
  sources: {
    okta: 'user.firstName',
    entra: 'givenName',
    jumpcloud: 'firstname',
    onelogin: '{$user.firstname}',
  },
};

export const FAMILY_NAME: Described = {
  path: 'name.familyName',
  description: 'Last name, such as "Jensen" of "Barbara Jane Jensen".',
  sources: {
    okta: 'user.lastName',
    entra: 'surname',
    jumpcloud: 'lastname',
    onelogin: '{$user.lastname}',
  },
};

export const DISPLAY_NAME: Described = {
  path: 'displayName',
  description: 'The full name, as it is shown.',
  sources: { okta: 'user.displayName', entra: 'displayName' },
};

export const PHONE: Described = {
  path: 'phoneNumbers',
  description: 'The phone number for work, in any format.',
  sources: { okta: 'user.primaryPhone', entra: 'telephoneNumber' },
};

export const TITLE: Described = {
  path: 'title',
  description: 'The job title.',
  sources: { okta: 'user.title', entra: 'jobTitle', onelogin: '{$parameters.title}' },
};

export const TIME_ZONE: Described = {
  path: 'timezone',
  description: 'The time zone by its IANA name, such as "Europe/Paris".',
  sources: { okta: 'user.timezone' },
};

export const LOCALE: Described = {
  path: 'locale',
  description: 'The language and region, such as "en-US".',
  sources: { okta: 'user.locale' },
};

export const ACTIVE: Described = {
  path: 'active',
  description: 'Whether the user may sign in: false deactivates.',
  sources: {
    okta: 'the assignment',
    entra: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")',
    jumpcloud: 'the assignment',
  },
};
