/** The keys of groups, of their members and of their work: the rest of keys.ts. */

import {
  digest,
  type Key,
  kindOfItem,
  shardOf,
  startingWith,
  twoDigits,
  workspace,
} from '#store/keys.ts';

/** A21: a group by id. */
export const groupKey = (workspaceId: string, groupId: string): Key => ({
  pk: workspace(workspaceId),
  sk: `GROUP#${groupId}`,
});

/** A22: the groups of a workspace, in order of creation. */
export const groupRange = (workspaceId: string) =>
  ({ pk: workspace(workspaceId), range: startingWith('GROUP#') }) as const;

/** A22: the id in a group's key. */
export const groupIdIn = ({ sk }: Key): string => sk.slice('GROUP#'.length);

/** A23: some of a group's members, by the bucket of their ids: 0 to 63. */
export const bucketKey = (workspaceId: string, groupId: string, bucket: number): Key => ({
  pk: `GROUP#${workspaceId}#${groupId}`,
  sk: `BUCKET#${twoDigits(bucket)}`,
});

/** A23: all members of a group. */
export const bucketRange = (workspaceId: string, groupId: string) =>
  ({ pk: `GROUP#${workspaceId}#${groupId}`, range: startingWith('BUCKET#') }) as const;

/** A23: the number in a bucket's key. */
export const bucketNumberIn = ({ sk }: Key): number => Number(sk.slice('BUCKET#'.length));

/** A24: that a group has an externalId. Several may share one. */
export const groupIndexKey = (workspaceId: string, externalId: string, groupId: string): Key => ({
  pk: workspace(workspaceId),
  sk: `INDEX#GROUP#externalId#${digest(externalId)}#${groupId}`,
});

/** A24: the groups that have an externalId. */
export const groupIndexRange = (workspaceId: string, externalId: string) =>
  ({
    pk: workspace(workspaceId),
    range: startingWith(`INDEX#GROUP#externalId#${digest(externalId)}#`),
  }) as const;

/** A25: the shard of the group counter that counts a group. */
export const groupCounterKey = (workspaceId: string, groupId: string): Key => ({
  pk: `COUNT#${workspaceId}`,
  sk: `GROUP#${twoDigits(shardOf(groupId))}`,
});

/** A25: all shards of the group counter. */
export const groupCounterRange = (workspaceId: string) =>
  ({ pk: `COUNT#${workspaceId}`, range: startingWith('GROUP#') }) as const;

/** A26: that the work of a record is not done yet; goes with it. */
export const pendingKey = (workspaceId: string, recordId: string): Key => ({
  pk: workspace(workspaceId),
  sk: `PENDING#${recordId}`,
});

/** A26: the id of the record in the key of what is pending. */
export const pendingIdIn = ({ sk }: Key): string => sk.slice('PENDING#'.length);

/** A26: the work that a workspace waits for. */
export const pendingRange = (workspaceId: string) =>
  ({ pk: workspace(workspaceId), range: startingWith('PENDING#') }) as const;

/** A20: the buckets that an item of a workspace's partition leads to; undefined where it is no group. */
export const bucketsOf = (workspaceId: string, key: Key) =>
  kindOfItem(key) === 'group' ? bucketRange(workspaceId, groupIdIn(key)) : undefined;
