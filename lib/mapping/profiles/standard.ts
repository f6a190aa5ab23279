import { defineProfile } from '#mapping/profile.ts';

/** The RFC and nothing more. Admins share addresses, and RFC 7643 does not make them unique. */
export const STANDARD = defineProfile({
  id: 'standard',
  title: 'Standard SCIM',
  extensions: [],
  required: [],
  identityEmail: 'optional',
  formats: [],
});
