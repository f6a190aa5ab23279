import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { RecordKey } from '#activity/ports.ts';
import type { ReplayPlace } from '#activity/replay-events.ts';
import { sending } from '#aws-failure';
import { type Dynamo, getItem } from '#store/dynamo.ts';
import { json } from '#store/json-attribute.ts';
import { activityKey } from '#store/keys.ts';

const BookmarkedItem = v.object({ replay: v.optional(json<ReplayPlace>()) });

/** Stands on the record that asked for the replay. */
export async function readReplayPlace(
  dynamo: Dynamo,
  { workspaceId, id }: RecordKey,
): Promise<ReplayPlace | undefined> {
  const item = await getItem(dynamo, activityKey(workspaceId, id));
  return v.parse(BookmarkedItem, item ?? {}).replay;
}

/** Of two workers the one that is further back may win: events come once more then. */
export async function keepReplayPlace(
  { client, tableName }: Dynamo,
  { workspaceId, id }: RecordKey,
  place: ReplayPlace,
): Promise<void> {
  const command = new UpdateCommand({
    TableName: tableName,
    Key: { ...activityKey(workspaceId, id) },
    UpdateExpression: 'SET replay = :place',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':place': JSON.stringify(place) },
  });
  await sending(() => client.send(command));
}
