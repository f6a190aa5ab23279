/** Everybody of whom a workspace knows, for admins, as the PeopleStore port has it. */

import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { sending } from '#aws-failure';
import type {
  KnownPage,
  KnownUser,
  PageRequest,
  PeopleStore,
  UserSection,
} from '#directory/ports.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Dynamo, getItems, type Item, queryKeys, queryPage } from '#store/dynamo.ts';
import {
  deletedUserKey,
  deletedUserRange,
  GSI1,
  indexedIdIn,
  type Key,
  manualIndexRange,
  manualUserKey,
  manualUserRange,
  personIndexRange,
  userIdIn,
  userIndexRange,
  userKey,
  userRange,
  workspaceIdIn,
} from '#store/keys.ts';
import { fromUserItem } from '#store/user-item.ts';

/** Bytes of resources that one look-up may read. */
const MAX_FOUND_BYTES = 50 * 1024 * 1024;

const RANGES = { scim: userRange, manual: manualUserRange, deleted: deletedUserRange } as const;
const KEYS = { scim: userKey, manual: manualUserKey, deleted: deletedUserKey } as const;

/** Somebody who has just moved may have been missed at both places; nobody moves back. */
export async function getPerson(
  dynamo: Dynamo,
  context: WorkspaceContext,
  id: string,
): Promise<KnownUser | undefined> {
  return (await find(dynamo, context, id)) ?? (await find(dynamo, context, id));
}

export async function pageOfPeople(
  dynamo: Dynamo,
  { workspace }: WorkspaceContext,
  section: UserSection,
  { after, limit, maxBytes }: PageRequest,
): Promise<KnownPage> {
  const items: Item[] = [];
  let start: Key | undefined = after === undefined ? undefined : KEYS[section](workspace.id, after);
  let bytes = 0;
  do {
    const page = await queryPage(dynamo, RANGES[section](workspace.id), {
      Limit: limit - items.length,
      ExclusiveStartKey: start,
    });
    items.push(...(page.Items ?? []));
    bytes += (page.Items ?? []).reduce((sum, { resource }) => sum + String(resource).length, 0);
    start = page.LastEvaluatedKey as Key | undefined;
  } while (start !== undefined && items.length < limit && bytes <= maxBytes);
  const users = items.flatMap((item) => known(dynamo, item));
  return start === undefined ? { users } : { users, next: userIdIn(start) };
}

export async function peopleByEmail(
  dynamo: Dynamo,
  { workspace, deadline }: WorkspaceContext,
  email: string,
  limit: number,
): Promise<readonly KnownUser[]> {
  const [scim, manual] = await Promise.all([
    queryKeys(dynamo, userIndexRange(workspace.id, 'email', email), limit),
    queryKeys(dynamo, manualIndexRange(workspace.id, email), limit),
  ]);
  const keys = [
    ...scim.map((key) => userKey(workspace.id, indexedIdIn(key))),
    ...manual.map((key) => manualUserKey(workspace.id, indexedIdIn(key))),
  ];
  const { items } = await getItems(dynamo, keys, { maxBytes: MAX_FOUND_BYTES, deadline });
  return items.flatMap((item) => known(dynamo, item));
}

export async function placesOf(
  { client, tableName }: Dynamo,
  email: string,
  { limit, after }: { readonly limit: number; readonly after?: string },
): ReturnType<PeopleStore['places']> {
  const command = new QueryCommand({
    TableName: tableName,
    IndexName: GSI1,
    KeyConditionExpression: 'gsi1pk = :person AND gsi1sk > :after',
    ExpressionAttributeValues: {
      ':person': personIndexRange(email).gsi1pk,
      ':after': after ?? ' ',
    },
    Limit: limit,
  });
  const { Items = [], LastEvaluatedKey } = await sending(() => client.send(command));
  const places = (Items as Key[]).map((key) => ({
    workspaceId: workspaceIdIn(key),
    userId: userIdIn(key),
  }));
  return LastEvaluatedKey === undefined ? { places } : { places, next: LastEvaluatedKey.gsi1sk };
}

async function find(
  dynamo: Dynamo,
  { workspace, deadline }: WorkspaceContext,
  id: string,
): Promise<KnownUser | undefined> {
  const keys = Object.values(KEYS).map((keyOf) => keyOf(workspace.id, id));
  const { items } = await getItems(dynamo, keys, { maxBytes: MAX_FOUND_BYTES, deadline });
  return items.flatMap((item) => known(dynamo, item))[0];
}

/** What is kept of a deleted user counts for its days, whatever TTL has done. */
function known({ now }: Dynamo, item: Item): readonly KnownUser[] {
  const { user } = fromUserItem(item);
  const { deletedAt, expiresAt } = item;
  if (typeof deletedAt !== 'string') return [{ user }];
  return Number(expiresAt) * 1000 > now() ? [{ user, deletedAt }] : [];
}
