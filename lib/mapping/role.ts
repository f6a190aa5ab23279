/**
 * Who decides a user's role, in order: an admin in the app, until the identity provider's word
 * changes; the attribute that it sends; a group; the default.
 */

import type { User, UserRole } from '#directory/user.ts';
import type { WorkspaceSettings } from '#directory/workspace.ts';
import type { Profile } from '#mapping/profile.ts';
import type { RoleRules } from '#mapping/profile-definition.ts';
import { fold } from '#scim/fold.ts';

/** A role in the product's spelling, however it is written; undefined for one that it does not have. */
export function readRole({ roles }: Profile, text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  return roles?.values.find((value) => fold(value) === fold(text));
}

/** The role of a user whom nobody has given one; undefined where the profile has no roles. */
export function defaultRole({ roles }: Profile): UserRole | undefined {
  return roles && settledRole(roles, undefined, undefined);
}

/** A user stored before the profile had roles has the default one. */
export function withRole(profile: Profile, user: User): User {
  const role = user.role ?? defaultRole(profile);
  return role === undefined ? user : { ...user, role };
}

/** Who may set the roles of SCIM users while SCIM is on. */
export function roleEditing(
  { roles }: Profile,
  settings: Pick<WorkspaceSettings, 'roleEditing'>,
): WorkspaceSettings['roleEditing'] {
  return roles?.editing === 'app' ? 'app' : settings.roleEditing;
}

/** What an admin has decided. The identity provider's word is kept, to be known again. */
export function roleSetInApp(before: UserRole | undefined, value: string): UserRole {
  return { ...before, value, source: 'app' };
}

/**
 * The role after a request of the identity provider.
 *
 * @param word the role that the user's resource has now; undefined for none.
 * @param insists whether the word counts even if it is the one sent last.
 */
export function roleAfterWord(
  profile: Profile,
  before: UserRole | undefined,
  word: string | undefined,
  insists: boolean,
): UserRole | undefined {
  const { roles } = profile;
  if (roles === undefined || roles.editing === 'app') return before ?? defaultRole(profile);
  const isNews = word !== before?.lastFromIdp || (insists && word !== undefined);
  if (before !== undefined && !isNews) return before;
  return settledRole(roles, word, before?.lastFromGroup);
}

/**
 * The role of a user whose groups are now these: after a change of membership, a rename, a deletion,
 * or of the workspace's `groupRoles`. A group role won or lost ends a role that was set in the app.
 *
 * @param role as stored; undefined where none was ever decided.
 * @returns the same object where nothing changes.
 */
export function roleAfterGroups(
  profile: Profile,
  { groupRoles }: Pick<WorkspaceSettings, 'groupRoles'>,
  role: UserRole | undefined,
  groupDisplayNames: readonly string[],
): UserRole | undefined {
  const { roles } = profile;
  if (roles === undefined || roles.editing === 'app') return role;
  const names = new Set(groupDisplayNames.map(fold));
  const granting = groupRoles.find(({ group }) => names.has(fold(group)));
  const granted = granting && readRole(profile, granting.role);
  if (granted === role?.lastFromGroup) return role;
  return settledRole(roles, role?.lastFromIdp, granted);
}

function settledRole(
  roles: RoleRules,
  lastFromIdp: string | undefined,
  lastFromGroup: string | undefined,
): UserRole {
  return {
    ...deciding(roles, lastFromIdp, lastFromGroup),
    ...(lastFromIdp !== undefined && { lastFromIdp }),
    ...(lastFromGroup !== undefined && { lastFromGroup }),
  };
}

function deciding(
  roles: RoleRules,
  lastFromIdp: string | undefined,
  lastFromGroup: string | undefined,
): Pick<UserRole, 'value' | 'source'> {
  if (lastFromIdp !== undefined) return { value: lastFromIdp, source: 'idp' };
  if (lastFromGroup !== undefined) return { value: lastFromGroup, source: 'group' };
  return { value: roles.default, source: 'default' };
}
