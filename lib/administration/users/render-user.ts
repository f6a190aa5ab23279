/** A user as admins see it: under the product's names, with whose it is and who decided the role. */

import type { UserAdministrationPorts } from '#administration/ports.ts';
import { notFound } from '#administration/problem.ts';
import type { KnownUser, PeopleStore } from '#directory/ports.ts';
import { isId, type Json, type JsonObject } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { productUser } from '#mapping/product-user.ts';
import type { Profile } from '#mapping/profile.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import { withRole } from '#mapping/role.ts';

/**
 * The badge is `provisionedBy`: `scim` for those that the identity provider has provisioned. The groups
 * of all of them are read at once; one that is gone is left out.
 */
export async function renderUsers(
  { groups }: Pick<UserAdministrationPorts, 'groups'>,
  context: WorkspaceContext,
  users: readonly KnownUser[],
): Promise<readonly JsonObject[]> {
  const profile = profileNamed(context.workspace.profile);
  const ids = new Set(users.flatMap(({ user }) => [...user.groupIds]));
  const found = ids.size === 0 ? [] : await groups.getMany(context, [...ids]);
  const names = new Map(found.map(({ id, resource }) => [id, resource.displayName ?? null]));
  return users.map((known) => render(profile, known, names));
}

/** The one user that an operation is about. */
export async function renderUser(
  ports: Pick<UserAdministrationPorts, 'groups'>,
  context: WorkspaceContext,
  known: KnownUser,
): Promise<JsonObject> {
  const [body = {}] = await renderUsers(ports, context, [known]);
  return body;
}

function render(
  profile: Profile,
  { user: stored, deletedAt }: KnownUser,
  names: ReadonlyMap<string, Json>,
): JsonObject {
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
    groups: [...groupIds].sort().flatMap((groupId) => {
      const displayName = names.get(groupId);
      return displayName === undefined ? [] : [{ id: groupId, displayName }];
    }),
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
  if (known === undefined)
    throw notFound('there is no user with this id: look for them in the list of users');
  return known;
}
