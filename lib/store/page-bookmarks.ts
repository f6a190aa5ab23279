/**
 * Where walks go on, as the PageBookmarks port has it. A bookmark counts the walks that have still to
 * come for it. While there are any, the lowest id stays; then the next walk starts anew, or it would be
 * led to where an earlier one stood before users were deleted. A walk that has come for it, and not yet
 * for the one of the next page, may have got no answer and come again: then the lowest id stays, too.
 */

import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { BookmarkedPage } from '#directory/page-bookmarks.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Dynamo, getItem, getItems, type Item, ifItHolds } from '#store/dynamo.ts';
import { bookmarkKey, type Key } from '#store/keys.ts';
import { SCHEMA_VERSION } from '#store/table.ts';

/** How long a walk may rest between two pages; DynamoDB removes the item some time later. */
const LIFETIME_MS = 10 * 60 * 1000;
const UNBOUNDED = { maxBytes: Number.POSITIVE_INFINITY, deadline: Number.POSITIVE_INFINITY };

export async function readBookmark(
  dynamo: Dynamo,
  context: WorkspaceContext,
  page: BookmarkedPage,
): Promise<string | undefined> {
  const key = keyOf(context, page);
  const item = (await takeOff(dynamo, key)) ?? (await getItem(dynamo, key));
  return item === undefined || !isFresh(dynamo, item) ? undefined : String(item.after);
}

export async function keepBookmark(
  dynamo: Dynamo,
  context: WorkspaceContext,
  page: BookmarkedPage,
  after: string,
): Promise<void> {
  const key = keyOf(context, page);
  const next = keyOf(context, { ...page, startIndex: page.startIndex + page.count });
  let kept = false;
  // Between a read and a write others may have come for it, or left a lower id.
  while (!kept) kept = await keepBeside(dynamo, key, next, after);
}

/** @returns false where what stands there has just changed. */
async function keepBeside(dynamo: Dynamo, key: Key, next: Key, after: string): Promise<boolean> {
  const { items } = await getItems(dynamo, [key, next], UNBOUNDED);
  const fresh = items.filter((item) => isFresh(dynamo, item));
  const stands = fresh.find(({ sk }) => sk === key.sk);
  const isAwaited = fresh.some(({ waiting }) => Number(waiting) > 0);
  if (stands === undefined || !isAwaited) return startAnew(dynamo, key, after);
  const found = String(stands.after) <= after ? '<=' : '>';
  return join(dynamo, key, after, { found, least: Number(stands.waiting) > 0 ? 1 : 0 });
}

function isFresh({ now }: Dynamo, { at }: Item): boolean {
  return Number(at) > now() - LIFETIME_MS;
}

function keyOf({ workspace, actor }: WorkspaceContext, page: BookmarkedPage): Key {
  const walker = actor.kind === 'scim' ? actor.tokenId : actor.name;
  return bookmarkKey(workspace.id, walker, page);
}

/** @returns false where a walk has still to come for it, within the lifetime. */
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

interface Joined {
  /** How the id that is there must compare with the walk's own; the lower of them stays. */
  readonly found: '<=' | '>';
  /** How many walks, at least, must have still to come for it. */
  readonly least: number;
}

/** The walk that finds a lower id there needs it as long as one of its own. */
function join(
  { client, tableName, now }: Dynamo,
  key: Key,
  after: string,
  { found, least }: Joined,
): Promise<boolean> {
  const { at, expiresAt } = times(now());
  const setAfter = found === '>' ? ', #after = :after' : '';
  const command = new UpdateCommand({
    TableName: tableName,
    Key: { ...key },
    UpdateExpression: `SET #at = :at, #expiresAt = :expiresAt${setAfter} ADD #waiting :one`,
    ConditionExpression: `#waiting >= :least AND #after ${found} :after`,
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
      ':least': least,
      ':one': 1,
    },
  });
  return conditionally(() => client.send(command));
}

/**
 * One walk has come. The id stays: a client that got no answer asks again.
 *
 * @returns undefined where no walk was waited for.
 */
async function takeOff({ client, tableName }: Dynamo, key: Key): Promise<Item | undefined> {
  const command = new UpdateCommand({
    TableName: tableName,
    Key: { ...key },
    UpdateExpression: 'ADD #waiting :minusOne',
    ConditionExpression: '#waiting > :none',
    ExpressionAttributeNames: { '#waiting': 'waiting' },
    ExpressionAttributeValues: { ':minusOne': -1, ':none': 0 },
    ReturnValues: 'ALL_NEW',
  });
  return (await ifItHolds(() => client.send(command)))?.Attributes;
}

async function conditionally(send: () => Promise<object>): Promise<boolean> {
  return (await ifItHolds(send)) !== undefined;
}

function times(now: number) {
  return { at: now, expiresAt: Math.ceil((now + LIFETIME_MS) / 1000) };
}
