/** What a group must have, and what it is found by and kept unique by. */

import type { Group } from '#directory/group.ts';
import { MAX_KEYS_BYTES, MAX_RESOURCE_BYTES } from '#mapping/decide-user.ts';
import { fold } from '#scim/fold.ts';
import type { JsonObject } from '#scim/json.ts';
import { ScimError } from '#scim/scim-error.ts';

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
  if (Buffer.byteLength(JSON.stringify(resource)) > MAX_RESOURCE_BYTES) {
    throw ScimError.invalidValue(`the group is larger than ${MAX_RESOURCE_BYTES} bytes`);
  }
  const keys = {
    displayName: fold(displayName),
    ...(typeof externalId === 'string' && { externalId }),
  };
  if (Buffer.byteLength(JSON.stringify(keys)) > MAX_KEYS_BYTES) {
    const detail = `displayName, folded for comparison, is larger than ${MAX_KEYS_BYTES} bytes`;
    throw ScimError.invalidValue(detail, 'displayName');
  }
  return { keys, resource };
}

function missingName(change: 'create' | 'replace' | 'patch'): ScimError {
  return change === 'patch'
    ? ScimError.mutability('displayName', 'displayName must keep a value')
    : ScimError.invalidValue('displayName is required', 'displayName');
}
