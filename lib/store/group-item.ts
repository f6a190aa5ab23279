/** A group in the table; its members stand in buckets of their own. */

import * as v from 'valibot';
import type { Group, GroupKeys } from '#directory/group.ts';
import type { JsonObject } from '#directory/user.ts';
import type { Item } from '#store/dynamo.ts';
import { groupIdIn, groupKey } from '#store/group-keys.ts';
import { json } from '#store/json-attribute.ts';
import { checkSchemaVersion, SCHEMA_VERSION } from '#store/table.ts';

const GroupItem = v.object({
  pk: v.string(),
  sk: v.string(),
  version: v.number(),
  createdAt: v.string(),
  updatedAt: v.string(),
  keys: json<GroupKeys>(),
  resource: json<JsonObject>(),
});

export function toGroupItem(workspaceId: string, { id, keys, resource, ...plain }: Group) {
  return {
    ...groupKey(workspaceId, id),
    schemaVersion: SCHEMA_VERSION,
    ...plain,
    keys: JSON.stringify(keys),
    resource: JSON.stringify(resource),
  };
}

/** @throws {Error} for an item that this version did not write: a mistake of ours, not a client's. */
export function fromGroupItem(item: Item): Group {
  checkSchemaVersion(item);
  const { pk, sk, ...group } = v.parse(GroupItem, item);
  return { ...group, id: groupIdIn({ pk, sk }) };
}
