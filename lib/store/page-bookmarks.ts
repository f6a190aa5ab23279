/**
 * Where walks go on, as the PageBookmarks port has it. A bookmark counts the walks that have still to
 * come for it. While there are any, the lowest id stays; then the next walk starts anew, or it would be
 * led to where an earlier one stood before users were deleted.
 */

import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { sending } from '#aws-failure';
import type { BookmarkedPage } from '#directory/page-bookmarks.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Dynamo, getItem } from '#store/dynamo.ts';
import { bookmarkKey, type Key } from '#store/keys.ts';
import { SCHEMA_VERSION } from '#store/table.ts';

/** How long a walk may rest between two pages; DynamoDB removes the item some time later. */
const LIFETIME_MS = 10 * 60 * 1000;

export async function readBookmark(
  dynamo: Dynamo,
  context: WorkspaceContext,
  page: BookmarkedPage,
): Promise<string | undefined> {
  const key = keyOf(context, page);
  const item = await getItem(dynamo, key);
  const isFresh = item !== undefined && Number(item.at) > dynamo.now() - LIFETIME_MS;
  if (!isFresh) return undefined;
  if (Number(item.waiting) > 0) await takeOff(dynamo, key);
  return String(item.after);
}

export async function keepBookmark(
  dynamo: Dynamo,
  context: WorkspaceContext,
  page: BookmarkedPage,
  after: string,
): Promise<void> {
  const key = keyOf(context, page);
  let kept = false;
  // Between two attempts others may have come for it, or left a lower id.
  while (!kept) {
    kept =
      (await startAnew(dynamo, key, after)) ||
      (await join(dynamo, key, after, '<=')) ||
      (await join(dynamo, key, after, '>'));
  }
}

function keyOf({ workspace, actor }: WorkspaceContext, page: BookmarkedPage): Key {
  const walker = actor.kind === 'scim' ? actor.tokenId : actor.name;
  return bookmarkKey(workspace.id, walker, page);
}

/** @returns false where another walk has still to come for it, within the lifetime. */
function startAnew({ client, tableName, now }: Dynamo, key: Key, after: string): Promise<boolean> {
  const command = new PutCommand({
    TableName: tableName,
    Item: { ...key, schemaVersion: SCHEMA_VERSION, after, waiting: 1, ...times(now()) },
    ConditionExpression: 'attribute_not_exists(pk) OR #waiting <= :none OR #at <= :stale',
    ExpressionAttributeNames: { '#waiting': 'waiting', '#at': 'at' },
    ExpressionAttributeValues: { ':none': 0, ':stale': now() - LIFETIME_MS },
  });
  return conditionally(() => client.send(command));
}

/**
 * The walk that finds a lower id there needs it as long as one of its own.
 *
 * @param found how the id that is there must compare with `after`; the lower of them stays.
 */
function join(
  { client, tableName, now }: Dynamo,
  key: Key,
  after: string,
  found: '<=' | '>',
): Promise<boolean> {
  const { at, expiresAt } = times(now());
  const setAfter = found === '>' ? ', #after = :after' : '';
  const command = new UpdateCommand({
    TableName: tableName,
    Key: { ...key },
    UpdateExpression: `SET #at = :at, #expiresAt = :expiresAt${setAfter} ADD #waiting :one`,
    ConditionExpression: `#waiting > :none AND #after ${found} :after`,
    ExpressionAttributeNames: {
      '#after': 'after',
      '#at': 'at',
      '#expiresAt': 'expiresAt',
      '#waiting': 'waiting',
    },
    ExpressionAttributeValues: {
      ':after': after,
      ':at': at,
      ':expiresAt': expiresAt,
      ':none': 0,
      ':one': 1,
    },
  });
  return conditionally(() => client.send(command));
}

/** One walk has come. The id stays: a client that got no answer asks again. */
async function takeOff({ client, tableName }: Dynamo, key: Key): Promise<void> {
  const command = new UpdateCommand({
    TableName: tableName,
    Key: { ...key },
    UpdateExpression: 'ADD #waiting :minusOne',
    ConditionExpression: '#waiting > :none',
    ExpressionAttributeNames: { '#waiting': 'waiting' },
    ExpressionAttributeValues: { ':minusOne': -1, ':none': 0 },
  });
  await conditionally(() => client.send(command));
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
