/** I4, and what the others of the invariants ask of groups; see invariants.ts. */

import type { ActivityRecord } from '#directory/activity-record.ts';
import type { Group } from '#directory/group.ts';
import { bucketOf } from '#directory/membership.ts';
import type { User } from '#directory/user.ts';
import { decideGroup } from '#mapping/decide-group.ts';
import { fromBucketItem } from '#store/bucket-item.ts';
import { fromGroupItem } from '#store/group-item.ts';
import { groupCounterKey, groupIndexKey, pendingKey } from '#store/group-keys.ts';
import { claimKey, type Key } from '#store/keys.ts';

type Item = Readonly<Record<string, unknown>> & Key;

export interface GroupIn {
  readonly workspaceId: string;
  readonly group: Group;
}

interface Membership {
  readonly workspaceId: string;
  readonly groupId: string;
  readonly userId: string;
}

export function groupsIn(items: readonly Item[]): readonly GroupIn[] {
  return items
    .filter(({ pk, sk }) => pk.startsWith('WORKSPACE#') && sk.startsWith('GROUP#'))
    .map((item) => ({
      workspaceId: item.pk.slice('WORKSPACE#'.length),
      group: fromGroupItem(item),
    }));
}

/** Claims and index entries that a group asks for. */
export function keysOfGroup({ workspaceId, group: { id, keys } }: GroupIn): readonly Key[] {
  const claim = claimKey(workspaceId, 'displayName', keys.displayName);
  if (keys.externalId === undefined) return [claim];
  return [claim, groupIndexKey(workspaceId, keys.externalId, id)];
}

export function counterOfGroup({ workspaceId, group }: GroupIn): Key {
  return groupCounterKey(workspaceId, group.id);
}

/** The keys of a group are those of its resource. */
export function wrongGroupKeys(groups: readonly GroupIn[]): string[] {
  return groups
    .filter(({ group: { resource, keys } }) => {
      const expected = decideGroup('create', resource).keys;
      return JSON.stringify(expected) !== JSON.stringify(keys);
    })
    .map(({ group }) => `group ${group.id} is not what its resource says`);
}

/**
 * I4: every id in a bucket is a live user's, in the bucket that it belongs into, and that user has the
 * group; and the reverse; and the group is there. What work that is not done yet names may differ.
 */
export function wrongMemberships(
  items: readonly Item[],
  users: readonly { readonly workspaceId: string; readonly user: User }[],
  records: readonly { readonly workspaceId: string; readonly record: ActivityRecord }[],
): string[] {
  const isExcused = excuses(items, records);
  const groups = new Set(
    groupsIn(items).map(({ workspaceId, group }) => `${workspaceId} ${group.id}`),
  );
  const inBuckets = membershipsInBuckets(items);
  const inUsers = users.flatMap(({ workspaceId, user }) =>
    [...user.groupIds].map((groupId) => ({ workspaceId, groupId, userId: user.id })),
  );
  const [buckets, members] = [new Set(inBuckets.map(nameOf)), new Set(inUsers.map(nameOf))];
  return [
    ...inBuckets
      .filter((one) => !members.has(nameOf(one)))
      .map((one) => ({ one, what: 'in a bucket alone' })),
    ...inUsers
      .filter((one) => !buckets.has(nameOf(one)))
      .map((one) => ({ one, what: 'in the user alone' })),
    ...[...inBuckets, ...inUsers]
      .filter(({ workspaceId, groupId }) => !groups.has(`${workspaceId} ${groupId}`))
      .map((one) => ({ one, what: 'of a group that is gone' })),
  ]
    .filter(({ one }) => !isExcused(one))
    .map(({ one, what }) => `a membership is ${what}: ${nameOf(one)}`)
    .concat(misplaced(items));
}

function membershipsInBuckets(items: readonly Item[]): readonly Membership[] {
  return items.filter(isBucket).flatMap((item) => {
    const [, workspaceId = '', groupId = ''] = item.pk.split('#');
    const { memberIds } = fromBucketItem(item);
    return [...memberIds].map((userId) => ({ workspaceId, groupId, userId }));
  });
}

function misplaced(items: readonly Item[]): string[] {
  return items.filter(isBucket).flatMap((item) => {
    const { number, memberIds } = fromBucketItem(item);
    const strangers = [...memberIds].filter((id) => bucketOf(id) !== number);
    return strangers.map((id) => `${id} is in the bucket ${number} of ${item.pk}`);
  });
}

/** Whether work that is still to be done will put a membership right. */
function excuses(
  items: readonly Item[],
  records: readonly { readonly workspaceId: string; readonly record: ActivityRecord }[],
): (membership: Membership) => boolean {
  const present = new Set(items.map(({ pk, sk }) => `${pk} ${sk}`));
  const isPending = (workspaceId: string, id: string) => {
    const { pk, sk } = pendingKey(workspaceId, id);
    return present.has(`${pk} ${sk}`);
  };
  const excused = new Set<string>();
  for (const { workspaceId, record } of records) {
    const { work, id } = record;
    if (work?.kind === 'projectMembers' && isPending(workspaceId, id)) {
      for (const userId of work.userIds) excused.add(`${workspaceId} ${work.groupId} ${userId}`);
    }
    if (work?.kind === 'removeGroup') excused.add(`${workspaceId} ${work.groupId}`);
    if (work?.kind === 'forgetUser') excused.add(`${workspaceId} ${work.userId}`);
  }
  return ({ workspaceId, groupId, userId }) =>
    [`${groupId} ${userId}`, groupId, userId].some((name) => excused.has(`${workspaceId} ${name}`));
}

function isBucket({ pk, sk }: Item): boolean {
  return pk.startsWith('GROUP#') && sk.startsWith('BUCKET#');
}

function nameOf({ workspaceId, groupId, userId }: Membership): string {
  return `${workspaceId} ${groupId} ${userId}`;
}
