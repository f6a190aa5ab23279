import { defineProfile } from '#mapping/profile.ts';
import { attribute } from '#scim/schema/attribute.ts';

const text = (name: string, description: string) => attribute(name, 'string', description);

/** ModernLoop: interview scheduling. The extension carries what its property sync reads. */
export const MODERNLOOP = defineProfile({
  id: 'modernloop',
  title: 'ModernLoop',
  extensions: [
    {
      id: 'urn:scim:schemas:extension:modernloop:1.0:Profile',
      name: 'ModernLoopProfile',
      description: 'ModernLoop user profile',
      attributes: [
        text('title', 'The job title.'),
        text('manager_email', "The e-mail address of the user's manager."),
        attribute('linkedin_url', 'reference', "The URL of the user's LinkedIn profile.", {
          referenceTypes: ['external'],
        }),
        text('country', 'The country that the user works in.'),
        text('level', 'The job level.'),
        text('department', 'The department.'),
        text('location', 'The office or city that the user works in.'),
        text('team', 'The team.'),
      ],
    },
  ],
  required: ['name.givenName', 'name.familyName', 'emails'],
  identityEmail: 'unique',
  formats: [],
});
