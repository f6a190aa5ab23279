import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { sending } from '#aws-failure';
import type { BookmarkedPage, PageBookmarks } from '#directory/ports.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Dynamo, getItem } from '#store/dynamo.ts';
import { bookmarkKey, type Key } from '#store/keys.ts';
import { SCHEMA_VERSION } from '#store/table.ts';

/** How long a walk may rest between two pages; DynamoDB removes the item some time later. */
const LIFETIME_MS = 10 * 60 * 1000;

export function dynamoPageBookmarks(dynamo: Dynamo): PageBookmarks {
  return {
    async read(context, page) {
      const item = await getItem(dynamo, keyOf(context, page));
      const isFresh = item !== undefined && Number(item.at) > dynamo.now() - LIFETIME_MS;
      return isFresh ? String(item.after) : undefined;
    },
    async keep(context, page, after) {
      const key = keyOf(context, page);
      const kept = (await putIfLowest(dynamo, key, after)) || (await refresh(dynamo, key));
      if (!kept) await putIfLowest(dynamo, key, after); // It has just expired: ours is the lowest.
    },
  };
}

function keyOf({ workspace, actor }: WorkspaceContext, page: BookmarkedPage): Key {
  const walker = actor.kind === 'scim' ? actor.tokenId : actor.name;
  return bookmarkKey(workspace.id, walker, page);
}

/** @returns false where another walk has left a lower id, within the lifetime. */
function putIfLowest(
  { client, tableName, now }: Dynamo,
  key: Key,
  after: string,
): Promise<boolean> {
  const command = new PutCommand({
    TableName: tableName,
    Item: { ...key, schemaVersion: SCHEMA_VERSION, after, ...times(now()) },
    ConditionExpression: 'attribute_not_exists(pk) OR #after >= :after OR #at <= :stale',
    ExpressionAttributeNames: { '#after': 'after', '#at': 'at' },
    ExpressionAttributeValues: { ':after': after, ':stale': now() - LIFETIME_MS },
  });
  return conditionally(() => client.send(command));
}

/** The walk that found a lower id there needs it as long as one of its own. */
function refresh({ client, tableName, now }: Dynamo, key: Key): Promise<boolean> {
  const { at, expiresAt } = times(now());
  const command = new UpdateCommand({
    TableName: tableName,
    Key: { ...key },
    UpdateExpression: 'SET #at = :at, #expiresAt = :expiresAt',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeNames: { '#at': 'at', '#expiresAt': 'expiresAt' },
    ExpressionAttributeValues: { ':at': at, ':expiresAt': expiresAt },
  });
  return conditionally(() => client.send(command));
}

/** @returns whether the condition held. */
async function conditionally(send: () => Promise<unknown>): Promise<boolean> {
  try {
    await sending(send);
    return true;
  } catch (error) {
    if ((error as Error).name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}

function times(now: number) {
  return { at: now, expiresAt: Math.ceil((now + LIFETIME_MS) / 1000) };
}
