/** What requests for groups have in common. */

import { type MemberList, takeMembers } from '#provisioning/groups/read-membership.ts';
import { withCoreMembers } from '#scim/core-members.ts';
import type { ScimRequest } from '#scim/exchange.ts';
import { isObject } from '#scim/json.ts';
import { type Normalised, normaliseSimple } from '#scim/normalise.ts';
import { type Projection, readProjection } from '#scim/projection.ts';
import { readQueryString } from '#scim/query-string.ts';
import { GROUP_SCHEMAS } from '#scim/schema/core-group.ts';
import { invalidSyntax, notFound, type ScimError, uniqueness } from '#scim/scim-error.ts';

/** Bytes of a body: room for ten thousand members, however wordy. */
export const MAX_GROUP_BODY_BYTES = 4 * 1024 * 1024;

interface GroupBody extends Normalised {
  readonly projection: Projection;
  /** Undefined where the body does not speak of members. */
  readonly members: MemberList | undefined;
}

/** @throws {ScimError} 400: `invalidSyntax` for a body that is no object, `invalidValue`. */
export function readGroupBody(request: ScimRequest): GroupBody {
  const projection = groupProjection(request);
  if (!isObject(request.body)) throw invalidSyntax('the body must be a JSON object');
  const { body, members } = takeMembers(withCoreMembers(GROUP_SCHEMAS, request.body));
  return { projection, members, ...normaliseSimple(GROUP_SCHEMAS, body) };
}

export function groupProjection({ queryString }: ScimRequest): Projection {
  const { attributes, excludedAttributes } = readQueryString(queryString);
  return readProjection(GROUP_SCHEMAS, attributes, excludedAttributes);
}

/** Whether the answer shall have `members`: without them no bucket is read. */
export function wantsMembers({ kind, names }: Projection): boolean {
  const within = names.get('members');
  if (kind === 'only') return within !== undefined;
  return within === undefined || within.size > 0;
}

export function groupNotFound(): ScimError {
  return notFound('there is no group with this id');
}

/** RFC 7644 §3.3: 409. */
export function nameTaken(): ScimError {
  return uniqueness(
    'displayName',
    'Group already exists: another group has this displayName; link to that group, or rename one of them, in your identity provider',
  );
}
