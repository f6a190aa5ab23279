import type { Progress, RecordOf } from '#activity/ports.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { inLanes, settleMembers } from '#provisioning/groups/settle-members.ts';
import type { SettlePorts } from '#provisioning/ports.ts';

/** Takes a deleted user out of more groups than one transaction can write. */
export async function forgetUser(
  ports: SettlePorts,
  context: WorkspaceContext,
  { work: { userId, groupIds } }: RecordOf<'forgetUser'>,
): Promise<Progress> {
  const isDone = await inLanes(ports, context, groupIds, (groupId) =>
    settleMembers(ports, context, groupId, [userId]),
  );
  return isDone ? 'done' : 'more';
}
