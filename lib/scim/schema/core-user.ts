/** The User schema, RFC 7643 §4.1 and §8.7.1. Differences from §8.7.1 are argued where they stand. */

import { attribute, plural, pluralSubAttributes } from '#scim/schema/attribute.ts';
import type { Schema } from '#scim/schema/schema.ts';

const text = (name: string, description: string) => attribute(name, 'string', description);

export const CORE_USER: Schema = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:User',
  name: 'User',
  description: 'User Account',
  attributes: [
    attribute('userName', 'string', 'What the user signs in with; unique in the workspace.', {
      required: true,
      uniqueness: 'server',
    }),
    attribute('name', 'complex', "The components of the user's name.", {
      subAttributes: [
        text('formatted', 'The full name, formatted for display.'),
        text('familyName', 'The family name, or last name.'),
        text('givenName', 'The given name, or first name.'),
        text('middleName', 'The middle name or names.'),
        text('honorificPrefix', 'The title, such as "Ms."'),
        text('honorificSuffix', 'The suffix, such as "III".'),
      ],
    }),
    text('displayName', 'The name to show for the user.'),
    text('nickName', 'What people call the user.'),
    attribute('profileUrl', 'reference', "The URL of the user's profile.", {
      referenceTypes: ['external'],
    }),
    text('title', 'The job title.'),
    text('userType', 'The relation to the organisation, such as "Employee".'),
    text('preferredLanguage', 'The preferred language, as in Accept-Language.'),
    text('locale', 'The default location for formats, such as "en-US".'),
    text('timezone', 'The time zone, in IANA form such as "Europe/Paris".'),
    attribute('active', 'boolean', 'Whether the user may use the service.'),
    attribute('password', 'string', 'Accepted and forgotten: users sign in with their own IdP.', {
      mutability: 'writeOnly',
      returned: 'never',
    }),
    plural('emails', 'E-mail addresses.', text('value', 'The address.'), ['work', 'home', 'other']),
    plural('phoneNumbers', 'Phone numbers.', text('value', 'The number, in any format.'), [
      'work',
      'home',
      'mobile',
      'fax',
      'pager',
      'other',
    ]),
    plural('ims', 'Instant messaging addresses.', text('value', 'The address.'), [
      'aim',
      'gtalk',
      'icq',
      'xmpp',
      'msn',
      'skype',
      'qq',
      'yahoo',
    ]),
    plural(
      'photos',
      'Pictures of the user.',
      attribute('value', 'reference', 'The URL of the picture.', { referenceTypes: ['external'] }),
      ['photo', 'thumbnail'],
    ),
    attribute('addresses', 'complex', 'Postal addresses.', {
      multiValued: true,
      subAttributes: [
        text('formatted', 'The full address, formatted for display.'),
        text('streetAddress', 'Street, number and the like.'),
        text('locality', 'The city.'),
        text('region', 'The state or region.'),
        text('postalCode', 'The postal code.'),
        text('country', 'The country, in ISO 3166-1 alpha-2 form such as "FR".'),
        // §8.7.1 leaves out `primary` and `display`; §2.4 has them, and Entra sends `primary`.
        ...pluralSubAttributes(['work', 'home', 'other']),
      ],
    }),
    attribute('groups', 'complex', 'The groups that the user is a member of.', {
      multiValued: true,
      mutability: 'readOnly',
      subAttributes: [
        attribute('value', 'string', 'The id of the group.', {
          mutability: 'readOnly',
          caseExact: true,
        }),
        attribute('$ref', 'reference', 'The URI of the group.', {
          mutability: 'readOnly',
          referenceTypes: ['Group'],
        }),
        attribute('display', 'string', 'The displayName of the group.', { mutability: 'readOnly' }),
        attribute('type', 'string', 'How the user is a member; always "direct".', {
          mutability: 'readOnly',
          canonicalValues: ['direct'],
        }),
      ],
    }),
    plural('entitlements', 'Things that the user may have.', text('value', 'The entitlement.')),
    plural('roles', 'Roles of the user.', text('value', 'The role.')),
    plural(
      'x509Certificates',
      'Certificates issued to the user.',
      attribute('value', 'binary', 'The certificate, DER in base64.'),
    ),
  ],
};
