/** A user as SCIM shows it (RFC 7643 §3.1, §4.1). */

import type { User } from '#directory/user.ts';
import type { Profile } from '#mapping/profile.ts';
import { type GroupNames, renderGroups } from '#provisioning/users/user-groups.ts';
import { entityTag } from '#scim/etag.ts';
import type { ScimResult } from '#scim/exchange.ts';
import type { JsonObject } from '#scim/json.ts';
import { type Projection, project } from '#scim/projection.ts';

/**
 * The whole resource: what filters are tested against, and what is returned by default.
 *
 * @param names displayNames of the user's groups; without them it comes without `groups`.
 */
export function renderUser(
  { schemas }: Profile,
  baseUrl: string,
  user: User,
  names: GroupNames = new Map(),
): JsonObject {
  const extensions = schemas.extensions.filter(({ id }) => user.resource[id] !== undefined);
  return {
    schemas: [schemas.core.id, ...extensions.map(({ id }) => id)],
    id: user.id,
    ...user.resource,
    ...renderGroups(baseUrl, user, names),
    meta: {
      resourceType: schemas.resourceType,
      created: user.createdAt,
      lastModified: user.updatedAt,
      location: userLocation(baseUrl, user),
      version: entityTag(user.version),
    },
  };
}

export function userLocation(baseUrl: string, { id }: User): string {
  return `${baseUrl}/Users/${id}`;
}

/** The result of an operation that returns one user. */
export function userResult(
  kind: 'created' | 'resource',
  profile: Profile,
  baseUrl: string,
  projection: Projection,
  user: User,
  names?: GroupNames,
): ScimResult {
  return {
    kind,
    body: project(projection, renderUser(profile, baseUrl, user, names)),
    location: userLocation(baseUrl, user),
    version: entityTag(user.version),
  };
}
