/** The Group schema, RFC 7643 §4.2 and §8.7.1. Differences from §8.7.1 are argued where they stand. */

import { attribute } from '#scim/schema/attribute.ts';
import { type ResourceSchemas, resourceSchemas, type Schema } from '#scim/schema/schema.ts';

export const CORE_GROUP: Schema = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  name: 'Group',
  description: 'Group',
  attributes: [
    // §4.2 says REQUIRED where §8.7.1 has false; identity providers count on a 409 for a second one.
    attribute('displayName', 'string', { required: true, uniqueness: 'server' }),
    attribute('members', 'complex', {
      multiValued: true,
      subAttributes: [
        attribute('value', 'string', { mutability: 'immutable', caseExact: true }),
        // Users alone: a group in a group is passed over, and noted.
        attribute('$ref', 'reference', { mutability: 'immutable', referenceTypes: ['User'] }),
        attribute('type', 'string', { mutability: 'immutable', canonicalValues: ['User'] }),
      ],
    }),
  ],
};

/** The same whatever the profile of the workspace. */
export const GROUP_SCHEMAS: ResourceSchemas = resourceSchemas('Group', CORE_GROUP, []);
