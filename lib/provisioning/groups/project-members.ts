import type { Progress, RecordOf } from '#activity/ports.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { settleMembers } from '#provisioning/groups/settle-members.ts';
import type { UserPorts } from '#provisioning/ports.ts';

/** Writes a large change of membership into the users whom it concerns. */
export async function projectMembers(
  ports: UserPorts,
  context: WorkspaceContext,
  { id, work: { groupId, userIds } }: RecordOf<'projectMembers'>,
): Promise<Progress> {
  // The request itself may have got to the end of it.
  if (!(await ports.pending.isPending(context, id))) return 'done';
  if (!(await settleMembers(ports, context, groupId, userIds))) return 'more';
  await ports.pending.end(context, id);
  return 'done';
}
