/** What a membership makes of the users themselves: their groups, and the role that these grant. */

import { groupRoleRecord } from '#activity/record.ts';
import type { ActivityRecord } from '#directory/activity-record.ts';
import type { UserChange } from '#directory/group-ports.ts';
import type { User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { eventPerson } from '#mapping/product-user.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import { roleAfterGroups, withRole } from '#mapping/role.ts';
import type { SettlePorts } from '#provisioning/ports.ts';

/** Whether a user is a member of the group from now on. */
export interface MemberState {
  readonly user: User;
  readonly isMember: boolean;
}

export interface MemberChanges {
  /** Those whom it changes, each with the next version. */
  readonly users: readonly UserChange[];
  /** One for each user whose role changes with it. */
  readonly records: readonly ActivityRecord[];
}

/**
 * @param names displayNames of groups that are about to have another one than is stored, by id.
 */
export async function changeMembers(
  ports: SettlePorts,
  context: WorkspaceContext,
  groupId: string,
  states: readonly MemberState[],
  names: ReadonlyMap<string, string> = new Map(),
): Promise<MemberChanges> {
  const profile = profileNamed(context.workspace.profile);
  const moved = states.map(({ user, isMember }) => ({
    before: withRole(profile, user),
    groupIds: isMember ? withId(user.groupIds, groupId) : withoutId(user.groupIds, groupId),
  }));
  const nameOf = await displayNames(ports, context, moved, names);
  const updatedAt = new Date(ports.now()).toISOString();
  const { settings } = context.workspace;
  const users = moved.flatMap(({ before, groupIds }) => {
    const granting = [...groupIds].flatMap((id) => nameOf.get(id) ?? []);
    const role = roleAfterGroups(profile, settings, before.role, granting);
    if (groupIds === before.groupIds && role === before.role) return [];
    return [
      { before, after: { ...before, groupIds, role, version: before.version + 1, updatedAt } },
    ];
  });
  return { users, records: users.flatMap((change) => roleRecord(ports, context, change) ?? []) };
}

interface Moved {
  readonly before: User;
  readonly groupIds: ReadonlySet<string>;
}

/** No read where no group grants a role. A group that is gone has no name, and grants nothing. */
async function displayNames(
  { groups }: SettlePorts,
  context: WorkspaceContext,
  moved: readonly Moved[],
  names: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const { profile, settings } = context.workspace;
  const grants = profileNamed(profile).roles !== undefined && settings.groupRoles.length > 0;
  if (!grants) return names;
  const ids = new Set(moved.flatMap(({ groupIds }) => [...groupIds]));
  const found = await groups.getMany(context, [...ids]);
  return new Map([
    ...found.map(({ id, resource }) => [id, String(resource.displayName)] as const),
    ...names,
  ]);
}

/** The role as an event of its own. */
function roleRecord(
  ports: SettlePorts,
  context: WorkspaceContext,
  { before, after }: UserChange,
): ActivityRecord | undefined {
  if (before.role?.value === after.role?.value) return undefined;
  const person = eventPerson(profileNamed(context.workspace.profile), after);
  return groupRoleRecord(ports, context, { before, after, person });
}

/** The same set where nothing changes. */
function withId(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return ids.has(id) ? ids : new Set([...ids, id]);
}

function withoutId(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return ids.has(id) ? new Set([...ids].filter((other) => other !== id)) : ids;
}
