/** What requests for users have in common. */

import type { Taken } from '#directory/ports.ts';
import { isId, type User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import type { Profile } from '#mapping/profile.ts';
import type { ReadUserPorts } from '#provisioning/ports.ts';
import { withCoreMembers } from '#scim/core-members.ts';
import type { ScimRequest } from '#scim/exchange.ts';
import { isObject, type JsonObject } from '#scim/json.ts';
import { type Normalised, normalise } from '#scim/normalise.ts';
import { type Projection, readProjection } from '#scim/projection.ts';
import { readQueryString } from '#scim/query-string.ts';
import {
  invalidSyntax,
  methodNotAllowed,
  notFound,
  type ScimError,
  uniqueness,
} from '#scim/scim-error.ts';

/** @throws {ScimError} 400: `invalidSyntax` for a body that is no object, `invalidValue`. */
export function readUserBody(
  profile: Profile,
  request: ScimRequest,
): Normalised & { readonly body: JsonObject; readonly projection: Projection } {
  const projection = requestedProjection(profile, request);
  if (!isObject(request.body)) throw invalidSyntax('the body must be a JSON object');
  const body = withCoreMembers(profile.schemas, request.body);
  return { projection, body, ...normalise(profile.schemas, body) };
}

/** `attributes` and `excludedAttributes` hold for every answer that has a resource (§3.9). */
export function requestedProjection(
  { schemas }: Profile,
  { queryString }: ScimRequest,
): Projection {
  const { attributes, excludedAttributes } = readQueryString(queryString);
  return readProjection(schemas, attributes, excludedAttributes);
}

/** @throws {ScimError} 404, without a read where the text cannot be an id of ours; 405 for `.search`. */
export async function requireUser(
  { users }: Pick<ReadUserPorts, 'users'>,
  context: WorkspaceContext,
  id: string,
): Promise<User> {
  if (id === '.search') throw methodNotAllowed(['POST']);
  const user = isId(id) ? await users.get(context, id) : undefined;
  if (user === undefined) throw userNotFound();
  return user;
}

export function userNotFound(): ScimError {
  return notFound('there is no user with this id');
}

/** RFC 7644 §3.3: 409, saying what to do where that is up to an admin. */
export function taken({ claim, manualUserId }: Taken): ScimError {
  const [attribute, held] = claim === 'userName' ? HELD.userName : HELD.email;
  return uniqueness(
    attribute,
    manualUserId === undefined
      ? `User already exists: ${held}; link to that user, or give each their own, in your identity provider`
      : INVITED_BY_HAND,
  );
}

const HELD = {
  userName: ['userName', 'another user has this userName'],
  email: ['emails', 'another user has this e-mail address'],
} as const;

const INVITED_BY_HAND =
  'User already exists: invited by hand; delete that user or exclude them in your identity provider';
