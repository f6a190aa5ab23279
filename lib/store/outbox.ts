/** The unfinished records of all workspaces, as the Outbox port has them. */

import { QueryCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { RecordKey, UnfinishedPage, UnfinishedRecord } from '#activity/ports.ts';
import { sending } from '#aws-failure';
import { expiry } from '#store/activity-item.ts';
import { type Dynamo, getItems, ifItHolds } from '#store/dynamo.ts';
import { activityIdIn, activityKey, GSI2, type Key, unfinishedShard } from '#store/keys.ts';
import { fromUnfinishedItem } from '#store/logged-record.ts';

/** Records of a page: what one BatchGetItem reads. */
const PAGE_SIZE = 100;
/** Milliseconds for which the reading of a page is tried. */
const PATIENCE_MS = 5000;

/** The index follows the table after a moment; what it says is checked when the record is read. */
export async function pageOfUnfinished(
  { client, tableName }: Dynamo,
  shard: number,
  before: number,
  from?: string,
): Promise<UnfinishedPage> {
  const command = new QueryCommand({
    TableName: tableName,
    IndexName: GSI2,
    KeyConditionExpression: 'gsi2pk = :shard AND gsi2sk < :before',
    ExpressionAttributeValues: {
      ':shard': unfinishedShard(shard),
      ':before': new Date(before).toISOString(),
    },
    Limit: PAGE_SIZE,
    ExclusiveStartKey: from === undefined ? undefined : JSON.parse(from),
  });
  const { Items = [], LastEvaluatedKey: last } = await sending(() => client.send(command));
  const keys = (Items as Key[]).map(activityIdIn).filter((key) => key !== undefined);
  return { keys, ...(last !== undefined && { next: JSON.stringify(last) }) };
}

export async function readUnfinishedRecords(
  dynamo: Dynamo,
  keys: readonly RecordKey[],
): Promise<readonly UnfinishedRecord[]> {
  const bounds = { maxBytes: Number.POSITIVE_INFINITY, deadline: dynamo.now() + PATIENCE_MS };
  const { items } = await getItems(dynamo, keys.map(toKey), bounds);
  return items.map(fromUnfinishedItem).filter((record) => record !== undefined);
}

export function markPublished(dynamo: Dynamo, key: RecordKey): Promise<void> {
  return updateUnfinished(dynamo, key, 'SET publishedAt = :value', dynamo.now());
}

export function finishRecord(dynamo: Dynamo, key: RecordKey): Promise<void> {
  const expiresAt = expiry(dynamo.now(), dynamo.retentionDays);
  const expression = 'SET expiresAt = :value REMOVE gsi2pk, gsi2sk';
  return updateUnfinished(dynamo, key, expression, expiresAt);
}

/** Nothing where the record is finished or gone: a record that is gone must not come back as a piece. */
async function updateUnfinished(
  { client, tableName }: Dynamo,
  key: RecordKey,
  UpdateExpression: string,
  value: number,
): Promise<void> {
  const input: UpdateCommandInput = {
    TableName: tableName,
    Key: { ...toKey(key) },
    UpdateExpression,
    ConditionExpression: 'attribute_exists(gsi2pk)',
    ExpressionAttributeValues: { ':value': value },
  };
  await ifItHolds(() => client.send(new UpdateCommand(input)));
}

function toKey({ workspaceId, id }: RecordKey): Key {
  return activityKey(workspaceId, id);
}
