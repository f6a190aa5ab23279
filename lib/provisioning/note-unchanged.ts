import { unchangedRecord } from '#activity/record.ts';
import type { ActivityRecord, Operation } from '#directory/activity-record.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import type { ChangeUserPorts } from '#provisioning/ports.ts';

/** Notes what a request had in it that was not applied, where it has changed nothing else. */
export async function noteUnchanged(
  ports: Pick<ChangeUserPorts, 'activity' | 'now' | 'newId'>,
  context: WorkspaceContext,
  operation: Operation,
  resource: ActivityRecord['resource'],
  ignored: readonly string[],
): Promise<void> {
  if (ignored.length === 0) return;
  const note = { operation, resource, result: { status: 200 }, ignored };
  await ports.activity.append(context, unchangedRecord(ports, context, note));
}
