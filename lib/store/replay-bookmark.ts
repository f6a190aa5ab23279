import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ReplayBookmark } from '#activity/replay-events.ts';
import { sending } from '#aws-failure';
import { type Dynamo, getItem } from '#store/dynamo.ts';
import { activityKey } from '#store/keys.ts';

/** Stands on the record that asked for the replay. */
export function dynamoReplayBookmark(dynamo: Dynamo): ReplayBookmark {
  const { client, tableName } = dynamo;
  return {
    async read({ workspaceId, id }) {
      const item = await getItem(dynamo, activityKey(workspaceId, id));
      return item?.replayedUpTo === undefined ? undefined : String(item.replayedUpTo);
    },
    /** Of two workers the one that is further back may win: events come once more then. */
    async keep({ workspaceId, id }, recordId) {
      const command = new UpdateCommand({
        TableName: tableName,
        Key: { ...activityKey(workspaceId, id) },
        UpdateExpression: 'SET replayedUpTo = :recordId',
        ConditionExpression: 'attribute_exists(pk)',
        ExpressionAttributeValues: { ':recordId': recordId },
      });
      await sending(() => client.send(command));
    },
  };
}
