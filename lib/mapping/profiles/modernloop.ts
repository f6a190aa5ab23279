import type { ProductField } from '#mapping/product-field.ts';
import type { ProfileDefinition } from '#mapping/profile-definition.ts';
import { type Attribute, attribute } from '#scim/schema/attribute.ts';
import { CORE_USER } from '#scim/schema/core-user.ts';

const URN = 'urn:scim:schemas:extension:modernloop:1.0:Profile';

const text = (name: string, description: string) => attribute(name, 'string', { description });

/** What ModernLoop's property sync reads. */
const PROPERTIES: readonly Attribute[] = [
  text('title', 'The job title.'),
  text('manager_email', "The e-mail address of the user's manager."),
  attribute('linkedin_url', 'reference', {
    description: "The URL of the user's LinkedIn profile.",
    referenceTypes: ['external'],
  }),
  text('country', 'The country that the user works in.'),
  text('level', 'The job level.'),
  text('department', 'The department.'),
  text('location', 'The office or city that the user works in.'),
  text('team', 'The team.'),
];

/** ModernLoop: interview scheduling. */
export const MODERNLOOP: ProfileDefinition = {
  id: 'modernloop',
  title: 'ModernLoop',
  extensions: [
    {
      id: URN,
      name: 'ModernLoopProfile',
      description: 'ModernLoop user profile',
      attributes: PROPERTIES,
    },
  ],
  required: ['name.givenName', 'name.familyName', 'emails'],
  identityEmail: 'unique',
  formats: [],
  roles: {
    values: ['ADMIN', 'SCHEDULER', 'INTERVIEWER'],
    default: 'INTERVIEWER',
    attributes: ['modernloopRole', 'modernloop_role'],
    namespaces: [URN, 'urn:ietf:params:scim:schemas:extension:2.0:User', CORE_USER.id],
    editing: 'by setting',
  },
  fields: [
    { name: 'userName', path: 'userName' },
    { name: 'externalId', path: 'externalId' },
    { name: 'firstName', path: 'name.givenName' },
    { name: 'lastName', path: 'name.familyName' },
    { name: 'displayName', path: 'displayName' },
    { name: 'email', path: 'emails' },
    { name: 'locale', path: 'locale' },
    { name: 'active', path: 'active' },
    ...PROPERTIES.map(propertyField),
  ],
  appFields: [
    {
      name: 'appUserId',
      type: 'string',
      description: "The user's id in ModernLoop.",
      inEvents: true,
    },
  ],
};

function propertyField({ name, description }: Attribute): ProductField {
  return { name, path: `${URN}:${name}`, description };
}
