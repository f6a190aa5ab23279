/** A group as admins see it: with the role that its name grants. */

import { notFound } from '#administration/problem.ts';
import type { Group } from '#directory/group.ts';
import type { GroupStore } from '#directory/group-ports.ts';
import { isId, type JsonObject } from '#directory/user.ts';
import type { Workspace } from '#directory/workspace.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { fold } from '#scim/fold.ts';

/** `version` is that of the group's own attributes: members are counted apart. */
export function renderGroup({ settings }: Workspace, group: Group): JsonObject {
  const { id, version, createdAt, updatedAt, keys, resource } = group;
  const granting = settings.groupRoles.find((entry) => fold(entry.group) === keys.displayName);
  return {
    id,
    displayName: resource.displayName ?? null,
    externalId: resource.externalId ?? null,
    role: granting?.role ?? null,
    createdAt,
    updatedAt,
    version,
  };
}

/** @throws {Problem} 404, without a read where the text cannot be an id of ours. */
export async function requireGroup(
  groups: Pick<GroupStore, 'get'>,
  context: WorkspaceContext,
  id: string,
): Promise<Group> {
  const group = isId(id) ? await groups.get(context, id) : undefined;
  if (group === undefined) throw notFound('there is no group with this id');
  return group;
}
