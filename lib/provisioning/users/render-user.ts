/** A user as SCIM shows it (RFC 7643 §3.1, §4.1). */

import type { User } from '#directory/user.ts';
import type { Profile } from '#mapping/profile.ts';
import { entityTag } from '#scim/etag.ts';
import type { ScimResult } from '#scim/exchange.ts';
import type { JsonObject } from '#scim/json.ts';
import { type Projection, project } from '#scim/projection.ts';

/** The whole resource: what filters are tested against, and what is returned by default. */
export function renderUser({ schemas }: Profile, baseUrl: string, user: User): JsonObject {
  const extensions = schemas.extensions.filter(({ id }) => user.resource[id] !== undefined);
  return {
    schemas: [schemas.core.id, ...extensions.map(({ id }) => id)],
    id: user.id,
    ...user.resource,
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
): ScimResult {
  return {
    kind,
    body: project(projection, renderUser(profile, baseUrl, user)),
    location: userLocation(baseUrl, user),
    version: entityTag(user.version),
  };
}
