import type { ProfileDefinition } from '#mapping/profile-definition.ts';
import { isTimeZone } from '#mapping/time-zone.ts';

/** Modjo: conversation intelligence for sales teams. Roles, teams and licences are given in its app. */
export const MODJO: ProfileDefinition = {
  id: 'modjo',
  title: 'Modjo',
  extensions: [],
  required: ['name.givenName', 'name.familyName'],
  identityEmail: 'required and unique',
  formats: [
    {
      path: 'timezone',
      accepts: isTimeZone,
      rule: 'must be an IANA time zone such as Europe/Paris',
    },
  ],
  roles: {
    values: ['User', 'Admin', 'Analyst'],
    default: 'User',
    attributes: [],
    namespaces: [],
    editing: 'app',
    mistakenFor: ['roles'],
  },
  fields: [
    { name: 'userName', path: 'userName' },
    { name: 'email', path: 'emails' },
    { name: 'firstName', path: 'name.givenName' },
    { name: 'lastName', path: 'name.familyName' },
    { name: 'displayName', path: 'displayName' },
    { name: 'phoneNumber', path: 'phoneNumbers' },
    { name: 'jobTitle', path: 'title' },
    { name: 'timezone', path: 'timezone' },
    { name: 'active', path: 'active' },
  ],
  appFields: [
    {
      name: 'appUserId',
      type: 'string',
      description: "The user's id in Modjo.",
      inEvents: true,
    },
    { name: 'teams', type: 'strings', description: 'The teams of the user.', inEvents: true },
    {
      name: 'recordingLicense',
      type: 'boolean',
      description: "Whether the user's calls are recorded.",
      inEvents: true,
    },
    {
      name: 'crmAccount',
      type: 'string',
      description: 'The linked Salesforce or HubSpot account.',
      inEvents: true,
    },
  ],
};
