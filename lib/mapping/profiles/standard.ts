import * as core from '#mapping/core-fields.ts';
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
    { name: 'userName', ...core.USER_NAME },
    { name: 'externalId', ...core.EXTERNAL_ID },
    { name: 'displayName', ...core.DISPLAY_NAME },
    { name: 'givenName', ...core.GIVEN_NAME },
    { name: 'familyName', ...core.FAMILY_NAME },
    { name: 'email', ...core.EMAIL },
    { name: 'phoneNumber', ...core.PHONE },
    { name: 'title', ...core.TITLE },
    { name: 'locale', ...core.LOCALE },
    { name: 'timezone', ...core.TIME_ZONE },
    { name: 'active', ...core.ACTIVE },
  ],
  appFields: [],
};
