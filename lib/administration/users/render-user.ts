/** A user as admins see it: under the product's names, with whose it is and who decided the role. */

import { Problem } from '#administration/problem.ts';
import type { KnownUser, PeopleStore } from '#directory/ports.ts';
import { isId, type JsonObject } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { productUser } from '#mapping/product-user.ts';
import type { Profile } from '#mapping/profile.ts';
import { withRole } from '#mapping/role.ts';

/** The badge is `provisionedBy`: `scim` for those that the identity provider has provisioned. */
export function renderUser(profile: Profile, { user: stored, deletedAt }: KnownUser): JsonObject {
  const user = withRole(profile, stored);
  const { id, version, provisionedBy, active, role, appFields, groupIds } = user;
  return {
    id,
    provisionedBy,
    ...productUser(user, profile),
    active,
    role: role?.value ?? null,
    roleSource: role?.source ?? null,
    appFields,
    groups: [...groupIds].map((groupId) => ({ id: groupId })),
    createdAt: user.createdAt,
    updatedAt: user.updatedAt,
    ...(deletedAt !== undefined && { deletedAt }),
    version,
  };
}

/** @throws {Problem} 404, without a read where the text cannot be an id of ours. */
export async function requirePerson(
  people: Pick<PeopleStore, 'get'>,
  context: WorkspaceContext,
  id: string,
): Promise<KnownUser> {
  const known = isId(id) ? await people.get(context, id) : undefined;
  if (known === undefined) throw Problem.notFound('there is no user with this id');
  return known;
}
