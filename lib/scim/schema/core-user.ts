/** The User schema, RFC 7643 §4.1 and §8.7.1. Differences from §8.7.1 are argued where they stand. */

import { attribute, plural, pluralSubAttributes } from '#scim/schema/attribute.ts';
import type { Schema } from '#scim/schema/schema.ts';

const text = (name: string) => attribute(name, 'string');
const url = (name: string) => attribute(name, 'reference', { referenceTypes: ['external'] });

export const CORE_USER: Schema = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:User',
  name: 'User',
  description: 'User Account',
  attributes: [
    attribute('userName', 'string', { required: true, uniqueness: 'server' }),
    attribute('name', 'complex', {
      subAttributes: [
        text('formatted'),
        text('familyName'),
        text('givenName'),
        text('middleName'),
        text('honorificPrefix'),
        text('honorificSuffix'),
      ],
    }),
    text('displayName'),
    text('nickName'),
    url('profileUrl'),
    text('title'),
    text('userType'),
    text('preferredLanguage'),
    text('locale'),
    text('timezone'),
    attribute('active', 'boolean'),
    attribute('password', 'string', { mutability: 'writeOnly', returned: 'never' }),
    plural('emails', text('value'), ['work', 'home', 'other']),
    plural('phoneNumbers', text('value'), ['work', 'home', 'mobile', 'fax', 'pager', 'other']),
    plural('ims', text('value'), ['aim', 'gtalk', 'icq', 'xmpp', 'msn', 'skype', 'qq', 'yahoo']),
    plural('photos', url('value'), ['photo', 'thumbnail']),
    attribute('addresses', 'complex', {
      multiValued: true,
      subAttributes: [
        text('formatted'),
        text('streetAddress'),
        text('locality'),
        text('region'),
        text('postalCode'),
        text('country'),
        // §8.7.1 leaves out `primary` and `display`; §2.4 has them, and Entra sends `primary`.
        ...pluralSubAttributes(['work', 'home', 'other']),
      ],
    }),
    attribute('groups', 'complex', {
      multiValued: true,
      mutability: 'readOnly',
      subAttributes: [
        attribute('value', 'string', { mutability: 'readOnly', caseExact: true }),
        attribute('$ref', 'reference', { mutability: 'readOnly', referenceTypes: ['Group'] }),
        attribute('display', 'string', { mutability: 'readOnly' }),
        attribute('type', 'string', { mutability: 'readOnly', canonicalValues: ['direct'] }),
      ],
    }),
    plural('entitlements', text('value')),
    plural('roles', text('value')),
    plural('x509Certificates', attribute('value', 'binary')),
  ],
};
