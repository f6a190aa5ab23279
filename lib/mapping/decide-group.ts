/** What a group must have, and what it is found by and kept unique by. */

import type { Group } from '#directory/group.ts';
import { fold } from '#scim/fold.ts';
import type { JsonObject } from '#scim/json.ts';
import { invalidValue, mutability, type ScimError } from '#scim/scim-error.ts';

/**
 * Bytes of a stored group as JSON, its members not counted. Every event of a change carries the names of
 * the group: the transaction of 20,000 members has 42 of them, and room for 4 MB in all.
 */
export const MAX_GROUP_BYTES = 4 * 1024;

/**
 * @param resource the whole resource without `members`, as `normalise` builds it.
 * @throws {ScimError} 400: `invalidValue` for a group without a displayName, or one that is too large;
 *   `mutability` where a PATCH takes the displayName away.
 */
export function decideGroup(
  change: 'create' | 'replace' | 'patch',
  resource: JsonObject,
): Pick<Group, 'keys' | 'resource'> {
  const { displayName, externalId } = resource;
  if (typeof displayName !== 'string' || displayName.trim() === '') throw missingName(change);
  if (Buffer.byteLength(JSON.stringify(resource)) > MAX_GROUP_BYTES) {
    throw invalidValue(
      `displayName and externalId of a group are larger than ${MAX_GROUP_BYTES} bytes`,
    );
  }
  const keys = {
    displayName: fold(displayName),
    ...(typeof externalId === 'string' && { externalId }),
  };
  return { keys, resource };
}

function missingName(change: 'create' | 'replace' | 'patch'): ScimError {
  return change === 'patch'
    ? mutability('displayName', 'displayName must keep a value: send another, or leave it out')
    : invalidValue('displayName is required: give the group a name', 'displayName');
}
