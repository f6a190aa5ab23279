/** The groups of users, by name (RFC 7643 §4.1.2): read only where somebody asks for them. */

import type { User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import type { GroupNamePorts } from '#provisioning/ports.ts';
import type { JsonObject } from '#scim/json.ts';
import type { Projection } from '#scim/projection.ts';

/** displayNames of groups by id; one that is gone has none. */
export type GroupNames = ReadonlyMap<string, string>;

export function wantsGroups({ kind, names }: Projection): boolean {
  const within = names.get('groups');
  return kind === 'only' ? within !== undefined : within === undefined || within.size > 0;
}

/** One read of the distinct groups; none where the users have no groups. */
export async function groupNamesOf(
  { groups }: GroupNamePorts,
  context: WorkspaceContext,
  users: readonly User[],
): Promise<GroupNames> {
  const ids = new Set(users.flatMap(({ groupIds }) => [...groupIds]));
  if (ids.size === 0) return new Map();
  const found = await groups.getMany(context, [...ids]);
  return new Map(found.map(({ id, resource }) => [id, String(resource.displayName)]));
}

/** `groups` as a part of the user; none where the user has none. */
export function renderGroups(baseUrl: string, { groupIds }: User, names: GroupNames): JsonObject {
  if (groupIds.size === 0) return {};
  const groups = [...groupIds].sort().flatMap((id) => {
    const display = names.get(id);
    if (display === undefined) return [];
    return [{ value: id, $ref: `${baseUrl}/Groups/${id}`, display, type: 'direct' }];
  });
  return groups.length === 0 ? {} : { groups };
}
