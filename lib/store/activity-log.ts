import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { sending } from '#aws-failure';
import type { ActivityRecord } from '#directory/activity-record.ts';
import type { LogContext } from '#directory/workspace-context.ts';
import { toActivityItem } from '#store/activity-item.ts';
import type { Dynamo } from '#store/dynamo.ts';

/** Of several equal records the first stays, and `repeats` counts all of them: the ActivityLog port. */
export async function appendRecord(
  { client, tableName, retentionDays }: Dynamo,
  { workspace }: LogContext,
  record: ActivityRecord,
): Promise<void> {
  const { pk, sk, ...attributes } = toActivityItem(workspace.id, record, retentionDays);
  const names = Object.keys(attributes);
  const sets = names.map((name) => `#${name} = if_not_exists(#${name}, :${name})`);
  const command = new UpdateCommand({
    TableName: tableName,
    Key: { pk, sk },
    UpdateExpression: `SET ${sets.join(', ')} ADD repeats :one`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ...Object.fromEntries(names.map((name) => [`:${name}`, attributes[name]])),
      ':one': 1,
    },
  });
  await sending(() => client.send(command));
}
