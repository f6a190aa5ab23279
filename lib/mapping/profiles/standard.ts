import type { ProfileDefinition } from '#mapping/profile-definition.ts';

/** The RFC and nothing more. Admins share addresses, and RFC 7643 does not make them unique. */
export const STANDARD: ProfileDefinition = {
  id: 'standard',
  title: 'Standard SCIM',
  extensions: [],
  required: [],
  identityEmail: 'optional',
  formats: [],
  fields: [
    { name: 'userName', path: 'userName' },
    { name: 'externalId', path: 'externalId' },
    { name: 'displayName', path: 'displayName' },
    { name: 'givenName', path: 'name.givenName' },
    { name: 'familyName', path: 'name.familyName' },
    { name: 'email', path: 'emails' },
    { name: 'phoneNumber', path: 'phoneNumbers' },
    { name: 'title', path: 'title' },
    { name: 'locale', path: 'locale' },
    { name: 'timezone', path: 'timezone' },
    { name: 'active', path: 'active' },
  ],
  appFields: [],
};
