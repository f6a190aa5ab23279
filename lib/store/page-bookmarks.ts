/**
 * Where walks go on, as the PageBookmarks port has it. A bookmark counts the walks that have still to
 * come for it. While there are any, the lowest id stays; then the next walk starts anew, or it would be
 * led to where an earlier one stood before users were deleted. A walk that has come for it, and not yet
 * for the one of the next page, may have got no answer and come again: then the lowest id stays, too.
 */

import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Ahead, Arrival, Bookmark, BookmarkedPage } from '#directory/page-bookmarks.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Dynamo, getItems, type Item, ifItHolds } from '#store/dynamo.ts';
import { bookmarkKey, type Key } from '#store/keys.ts';
import { SCHEMA_VERSION } from '#store/table.ts';
import { type Condition, doesNotExist } from '#store/write.ts';

/** How long a walk may rest between two pages; DynamoDB removes the item some time later. */
const LIFETIME_MS = 10 * 60 * 1000;
/** What the gateway gives a request. */
const LONGEST_REQUEST_MS = 30_000;
const UNBOUNDED = { maxBytes: Number.POSITIVE_INFINITY, deadline: Number.POSITIVE_INFINITY };

/** One read, of what `keepBookmark` has to know as well. The id stays: a client without an answer asks again. */
export async function readBookmark(
  dynamo: Dynamo,
  context: WorkspaceContext,
  page: BookmarkedPage,
): Promise<Arrival> {
  const next = pageBehind(page);
  const [here, stands, behind] = await bookmarksAt(dynamo, context, [page, next, pageBehind(next)]);
  const ahead = { startIndex: next.startIndex, stands, behind };
  if (!isFresh(dynamo, here)) return { ahead };
  if (here.waiting > 0) await takeOff(dynamo, keyOf(context, page));
  return { after: here.after, ahead };
}

export async function keepBookmark(
  dynamo: Dynamo,
  context: WorkspaceContext,
  page: BookmarkedPage,
  after: string,
  ahead?: Ahead,
): Promise<void> {
  const key = keyOf(context, page);
  const look = () => lookAhead(dynamo, context, page);
  const isSettled = ahead?.startIndex === page.startIndex && !isPassing(dynamo, ahead);
  let seen = isSettled ? ahead : await look();
  // Between a read and a write others may have come for it, or left a lower id.
  while (!(await keepBeside(dynamo, key, seen, after))) seen = await look();
}

async function lookAhead(
  dynamo: Dynamo,
  context: WorkspaceContext,
  page: BookmarkedPage,
): Promise<Ahead> {
  const [stands, behind] = await bookmarksAt(dynamo, context, [page, pageBehind(page)]);
  return { startIndex: page.startIndex, stands, behind };
}

/** Whether the walk that has come for it may be about to leave one behind it: that would not have been seen. */
function isPassing({ now }: Dynamo, { stands, behind }: Ahead): boolean {
  const { waiting = 0, cameAt = 0 } = stands ?? {};
  const hasLeft = behind !== undefined && behind.at >= cameAt;
  return waiting === 0 && cameAt > now() - LONGEST_REQUEST_MS && !hasLeft;
}

/** @returns false where what stands there has changed. */
function keepBeside(
  dynamo: Dynamo,
  key: Key,
  { stands, behind }: Ahead,
  after: string,
): Promise<boolean> {
  const isAwaited = [stands, behind].some((one) => isFresh(dynamo, one) && one.waiting > 0);
  if (!isFresh(dynamo, stands) || !isAwaited) return startAnew(dynamo, key, after, stands);
  const found = stands.after <= after ? '<=' : '>';
  return join(dynamo, key, after, { found, least: stands.waiting > 0 ? 1 : 0 });
}

function isFresh({ now }: Dynamo, bookmark: Bookmark | undefined): bookmark is Bookmark {
  return bookmark !== undefined && bookmark.at > now() - LIFETIME_MS;
}

function keyOf({ workspace, actor }: WorkspaceContext, page: BookmarkedPage): Key {
  const walker = actor.kind === 'scim' ? actor.tokenId : actor.name;
  return bookmarkKey(workspace.id, walker, page);
}

/** @returns one for each page, in order. */
async function bookmarksAt(
  dynamo: Dynamo,
  context: WorkspaceContext,
  pages: readonly BookmarkedPage[],
): Promise<readonly (Bookmark | undefined)[]> {
  const keys = pages.map((page) => keyOf(context, page));
  const { items } = await getItems(dynamo, keys, UNBOUNDED);
  return keys.map(({ sk }) => {
    const item = items.find((one) => one.sk === sk);
    return item && toBookmark(item);
  });
}

function toBookmark({ after, waiting, at, cameAt }: Item): Bookmark {
  return {
    after: String(after),
    waiting: Number(waiting),
    at: Number(at),
    ...(cameAt !== undefined && { cameAt: Number(cameAt) }),
  };
}

/** Of full pages. */
function pageBehind(page: BookmarkedPage): BookmarkedPage {
  return { ...page, startIndex: page.startIndex + page.count };
}

/**
 * Only over what was seen: a walk that has left an id since and come for it may have got no answer, and
 * must be led there again.
 *
 * @returns false where something else stands there.
 */
function startAnew(
  { client, tableName, now }: Dynamo,
  key: Key,
  after: string,
  seen: Bookmark | undefined,
): Promise<boolean> {
  const { expression, names, values } = seen === undefined ? doesNotExist : isStill(seen);
  const command = new PutCommand({
    TableName: tableName,
    Item: { ...key, schemaVersion: SCHEMA_VERSION, after, waiting: 1, ...times(now()) },
    ConditionExpression: expression,
    ExpressionAttributeNames: names && { ...names },
    ExpressionAttributeValues: values && { ...values },
  });
  return conditionally(() => client.send(command));
}

/** Whoever leaves it sets the time, whoever comes for it the number. */
function isStill({ waiting, at }: Bookmark): Condition {
  return {
    expression: '#waiting = :waiting AND #at = :at',
    names: { '#waiting': 'waiting', '#at': 'at' },
    values: { ':waiting': waiting, ':at': at },
  };
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

/** One walk has come; another may have been faster. */
function takeOff({ client, tableName, now }: Dynamo, key: Key): Promise<boolean> {
  const command = new UpdateCommand({
    TableName: tableName,
    Key: { ...key },
    UpdateExpression: 'SET #cameAt = :now ADD #waiting :minusOne',
    ConditionExpression: '#waiting > :none',
    ExpressionAttributeNames: { '#waiting': 'waiting', '#cameAt': 'cameAt' },
    ExpressionAttributeValues: { ':minusOne': -1, ':none': 0, ':now': now() },
  });
  return conditionally(() => client.send(command));
}

async function conditionally(send: () => Promise<object>): Promise<boolean> {
  return (await ifItHolds(send)) !== undefined;
}

function times(now: number) {
  return { at: now, expiresAt: Math.ceil((now + LIFETIME_MS) / 1000) };
}
