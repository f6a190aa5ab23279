/** Reads of several users. */

import type { PageRequest, UserPage } from '#directory/ports.ts';
import { isId, type LookUp } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Dynamo, getItem, getItems, type Item, queryKeys, queryPage } from '#store/dynamo.ts';
import {
  claimKey,
  indexedIdIn,
  type Key,
  userCounterRange,
  userIdIn,
  userIndexRange,
  userKey,
  userRange,
} from '#store/keys.ts';
import { fromUserItem, type StoredUser } from '#store/user-item.ts';

/** Bytes of resources that one look-up may read. */
const MAX_FOUND_BYTES = 50 * 1024 * 1024;

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

export async function countUsers(dynamo: Dynamo, { workspace }: WorkspaceContext): Promise<number> {
  const { Items = [] } = await queryPage(dynamo, userCounterRange(workspace.id));
  return Items.reduce((sum, { total }) => sum + Number(total), 0);
}

/** One user more is read than asked for: whether rows follow cannot be seen otherwise. */
export async function pageOfUsers(
  dynamo: Dynamo,
  { workspace }: WorkspaceContext,
  { after, limit, maxBytes }: PageRequest,
): Promise<UserPage> {
  const items: Item[] = [];
  let start: Key | undefined = after === undefined ? undefined : userKey(workspace.id, after);
  let bytes = 0;
  do {
    const page = await queryPage(dynamo, userRange(workspace.id), {
      Limit: limit + 1 - items.length,
      ExclusiveStartKey: start,
    });
    items.push(...(page.Items ?? []));
    bytes += (page.Items ?? []).reduce((sum, { resource }) => sum + String(resource).length, 0);
    start = page.LastEvaluatedKey as Key | undefined;
  } while (start !== undefined && items.length <= limit && bytes <= maxBytes);
  const { users, ...page } = upTo(maxBytes, items.slice(0, limit).map(fromUserItem));
  return { users, ...page, more: start !== undefined || users.length < items.length };
}

export async function userIdAt(
  dynamo: Dynamo,
  { workspace }: WorkspaceContext,
  position: number,
): Promise<string | undefined> {
  let left = position;
  let start: Key | undefined;
  do {
    const page = await queryPage(dynamo, userRange(workspace.id), {
      Select: 'COUNT',
      Limit: left,
      ExclusiveStartKey: start,
    });
    left -= page.Count ?? 0;
    start = page.LastEvaluatedKey as Key | undefined;
  } while (start !== undefined && left > 0);
  return start && userIdIn(start);
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
  return { users: stored.map(({ user }) => user), bytes: sumOfBytes(stored) };
}

/** As many users as there is room for, and one at the least. */
function upTo(maxBytes: number, stored: readonly StoredUser[]): Omit<UserPage, 'more'> {
  let bytes = 0;
  const kept = stored.filter((user, index) => {
    bytes += user.bytes;
    return index === 0 || bytes <= maxBytes;
  });
  return { users: kept.map(({ user }) => user), bytes: sumOfBytes(kept) };
}

function sumOfBytes(stored: readonly StoredUser[]): number {
  return stored.reduce((sum, { bytes }) => sum + bytes, 0);
}
