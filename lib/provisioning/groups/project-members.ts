import type { Progress, RecordOf } from '#activity/ports.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { settleMembers } from '#provisioning/groups/settle-members.ts';
import type { ProjectionPorts } from '#provisioning/ports.ts';

/** Writes a large change of membership into the users whom it concerns. */
export async function projectMembers(
  ports: ProjectionPorts,
  context: WorkspaceContext,
  { id, work: { groupId, userIds } }: RecordOf<'projectMembers'>,
): Promise<Progress> {
  // The request itself may have got to the end of it.
  if (!(await ports.pending.isPending(context, id))) return 'done';
  if (!(await settleMembers(ports, context, groupId, userIds))) return 'more';
  await ports.pending.end(context, id);
  return 'done';
}

/** All records of one request at once: users of one bucket go together, which takes fewer transactions. */
export async function projectTogether(
  ports: ProjectionPorts,
  context: WorkspaceContext,
  records: readonly RecordOf<'projectMembers'>[],
): Promise<void> {
  const [first] = records;
  if (first === undefined) return;
  const userIds = records.flatMap(({ work }) => work.userIds);
  if (!(await settleMembers(ports, context, first.work.groupId, userIds))) return;
  for (const { id } of records) await ports.pending.end(context, id);
}
