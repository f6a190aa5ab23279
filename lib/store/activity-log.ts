import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { sending } from '#aws-failure';
import type { ActivityLog } from '#directory/ports.ts';
import { toActivityItem } from '#store/activity-item.ts';
import type { Dynamo } from '#store/dynamo.ts';

/** The activity log, as far as records of their own are concerned. */
export function dynamoActivityLog({ client, tableName, retentionDays }: Dynamo): ActivityLog {
  return {
    /** The first of several equal records stays; `repeats` counts all of them. */
    async append({ workspace }, record) {
      const { pk, sk, ...attributes } = toActivityItem(workspace.id, record, retentionDays);
      const names = Object.keys(attributes);
      const sets = names.map((name) => `#${name} = if_not_exists(#${name}, :${name})`);
      await sending(() =>
        client.send(
          new UpdateCommand({
            TableName: tableName,
            Key: { pk, sk },
            UpdateExpression: `SET ${sets.join(', ')} ADD repeats :one`,
            ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
            ExpressionAttributeValues: {
              ...Object.fromEntries(names.map((name) => [`:${name}`, attributes[name]])),
              ':one': 1,
            },
          }),
        ),
      );
    },
  };
}
