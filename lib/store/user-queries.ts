/** Reads of users: those that identity providers have made, unless a function says otherwise. */

import type { PageRequest, UserPage } from '#directory/ports.ts';
import { TryAgain } from '#directory/try-again.ts';
import { isId, type LookUp, type User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import {
  type Dynamo,
  existingKeys,
  getItem,
  getItems,
  type Item,
  queryKeys,
} from '#store/dynamo.ts';
import {
  claimKey,
  indexedIdIn,
  type Key,
  manualUserKey,
  userCounterRange,
  userIdIn,
  userIndexRange,
  userKey,
  userRange,
} from '#store/keys.ts';
import { countedIn, keyAt, pageOfItems } from '#store/listing.ts';
import { fromUserItem } from '#store/user-item.ts';

/** Bytes of resources that one look-up may read. */
const MAX_FOUND_BYTES = 50 * 1024 * 1024;

export function getUser(
  dynamo: Dynamo,
  { workspace }: WorkspaceContext,
  id: string,
): Promise<User | undefined> {
  return userAt(dynamo, userKey(workspace.id, id));
}

/** A user that was invited by hand. */
export function getManualUser(
  dynamo: Dynamo,
  { workspace }: WorkspaceContext,
  id: string,
): Promise<User | undefined> {
  return userAt(dynamo, manualUserKey(workspace.id, id));
}

/** By key: one read for an id, two for anything else, however many users there are. */
export async function findUsers(
  dynamo: Dynamo,
  { workspace, deadline }: WorkspaceContext,
  lookUp: LookUp,
  limit: number,
): Promise<UserPage> {
  const ids = await idsBy(dynamo, workspace.id, lookUp, limit + 1);
  const keys = ids.slice(0, limit).map((id) => userKey(workspace.id, id));
  const found = await getItems(dynamo, keys, { maxBytes: MAX_FOUND_BYTES, deadline });
  const page = toPage(found.items);
  return { ...page, more: ids.length > limit || !found.complete };
}

export function countUsers(dynamo: Dynamo, { workspace }: WorkspaceContext): Promise<number> {
  return countedIn(dynamo, userCounterRange(workspace.id));
}

export async function pageOfUsers(
  dynamo: Dynamo,
  { workspace }: WorkspaceContext,
  { after, ...request }: PageRequest,
): Promise<UserPage> {
  const start = after === undefined ? undefined : userKey(workspace.id, after);
  const { items, ...page } = await pageOfItems(dynamo, userRange(workspace.id), start, request);
  return { users: items.map((item) => fromUserItem(item).user), ...page };
}

export async function userIdAt(
  dynamo: Dynamo,
  { workspace }: WorkspaceContext,
  position: number,
): Promise<string | undefined> {
  const key = await keyAt(dynamo, userRange(workspace.id), position);
  return key && userIdIn(key);
}

/** Users that are there; ids that cannot be ours cost nothing. */
export async function getUsers(
  dynamo: Dynamo,
  { workspace, deadline }: WorkspaceContext,
  ids: readonly string[],
): Promise<readonly User[]> {
  const keys = [...new Set(ids)].filter(isId).map((id) => userKey(workspace.id, id));
  const found = await getItems(dynamo, keys, { maxBytes: MAX_FOUND_BYTES, deadline });
  if (!found.complete) throw new TryAgain('unavailable');
  return found.items.map((item) => fromUserItem(item).user);
}

/** Which of many users are there. */
export async function existingUsers(
  dynamo: Dynamo,
  { workspace, deadline }: WorkspaceContext,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const keys = [...new Set(ids)].filter(isId).map((id) => userKey(workspace.id, id));
  return new Set((await existingKeys(dynamo, keys, deadline)).map(userIdIn));
}

async function userAt(dynamo: Dynamo, key: Key): Promise<User | undefined> {
  const item = await getItem(dynamo, key);
  return item && fromUserItem(item).user;
}

async function idsBy(
  dynamo: Dynamo,
  workspaceId: string,
  { by, value }: LookUp,
  limit: number,
): Promise<readonly string[]> {
  switch (by) {
    case 'id':
      return isId(value) ? [value] : [];
    case 'userName': {
      const claim = await getItem(dynamo, claimKey(workspaceId, 'userName', value));
      return claim === undefined ? [] : [String(claim.ownerId)];
    }
    case 'externalId':
    case 'email': {
      const entries = await queryKeys(dynamo, userIndexRange(workspaceId, by, value), limit);
      return entries.map(indexedIdIn);
    }
  }
}

function toPage(items: readonly Item[]): Omit<UserPage, 'more'> {
  const stored = items.map(fromUserItem);
  const bytes = stored.reduce((sum, user) => sum + user.bytes, 0);
  return { users: stored.map(({ user }) => user), bytes };
}
