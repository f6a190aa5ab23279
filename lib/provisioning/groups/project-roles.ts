import type { Progress, RecordOf } from '#activity/ports.ts';
import { memberIdsIn } from '#directory/membership.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { SETTLED_AFTER_MS } from '#provisioning/groups/project-group-removal.ts';
import { settleMembers } from '#provisioning/groups/settle-members.ts';
import type { RolePorts } from '#provisioning/ports.ts';
import { fold } from '#scim/fold.ts';

/**
 * Decides the roles of the members of some groups anew: at once, and a minute later once more, when no
 * request is left that may have decided by the old names or settings.
 */
export async function evaluateRoles(
  ports: RolePorts,
  context: WorkspaceContext,
  { id, at, work: { groups } }: RecordOf<'evaluateRoles'>,
): Promise<Progress> {
  const isSettled = ports.now() >= Date.parse(at) + SETTLED_AFTER_MS;
  if (!isSettled && !(await ports.pending.isPending(context, id))) return 'more';
  for (const name of new Set(groups.map(fold))) {
    if (!(await settleGroup(ports, context, name))) return 'more';
  }
  await ports.pending.end(context, id);
  return isSettled ? 'done' : 'more';
}

/** There need not be such a group. */
async function settleGroup(
  ports: RolePorts,
  context: WorkspaceContext,
  displayName: string,
): Promise<boolean> {
  const groupId = await ports.groups.idNamed(context, displayName);
  if (groupId === undefined) return true;
  const memberIds = memberIdsIn(await ports.groups.allBuckets(context, groupId));
  return settleMembers(ports, context, groupId, memberIds);
}
