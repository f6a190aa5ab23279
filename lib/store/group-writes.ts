/** What a change of a group writes: records, group, claims, index entries, counter, buckets, users. */

import type { Group } from '#directory/group.ts';
import type { GroupChange, UserChange } from '#directory/group-ports.ts';
import type { ChangeOutcome } from '#directory/ports.ts';
import { bucketWrite } from '#store/bucket-writes.ts';
import { toGroupItem } from '#store/group-item.ts';
import { groupCounterKey, groupIndexKey, groupKey } from '#store/group-keys.ts';
import { claimKey, type Key, userKey } from '#store/keys.ts';
import { recordWrites } from '#store/record-writes.ts';
import { SCHEMA_VERSION } from '#store/table.ts';
import { toMembershipAttributes } from '#store/user-item.ts';
import { changed, doesNotExist, hasVersion, isOwnedBy, setting, type Write } from '#store/write.ts';

type GroupWrite = Write<ChangeOutcome>;

/**
 * The first record comes first: where it is there already, an earlier attempt of ours has committed,
 * whatever has become of the other items since.
 */
export function changeWrites(workspaceId: string, change: GroupChange): readonly GroupWrite[] {
  const { groupId, buckets, users, records } = change;
  const [first, ...others] = records.flatMap((record) => recordWrites(workspaceId, record));
  return [
    ...(first === undefined ? [] : [onlyOnce(first)]),
    ...others,
    ...groupWrites(workspaceId, change),
    ...buckets.map((bucket) => bucketWrite(workspaceId, groupId, bucket)),
    ...users.map((user) => userWrite(workspaceId, user)),
  ];
}

function onlyOnce(write: Write<never>): GroupWrite {
  return { ...write, condition: doesNotExist, refused: () => ({ kind: 'done' }) };
}

/** The displayName that a change claims and the group did not have before. */
export function claimedName({ before, after }: GroupChange): string | undefined {
  const name = after?.keys.displayName;
  return name === before?.keys.displayName ? undefined : name;
}

function groupWrites(workspaceId: string, change: GroupChange): readonly GroupWrite[] {
  const { before, after, groupId, isConditional } = change;
  if (before === undefined && after === undefined) return [];
  if (before === after) {
    const key = groupKey(workspaceId, groupId);
    return before && isConditional ? [{ kind: 'check', key, ...onVersionOf(before) }] : [];
  }
  return [
    itemWrite(workspaceId, change),
    ...nameWrites(workspaceId, change),
    ...entryWrites(workspaceId, change),
    ...counterWrites(workspaceId, change),
  ];
}

function itemWrite(workspaceId: string, { groupId, before, after }: GroupChange): GroupWrite {
  if (after === undefined) {
    const key = groupKey(workspaceId, groupId);
    return { kind: 'delete', key, ...onVersionOf(before as Group) };
  }
  const item = toGroupItem(workspaceId, after);
  if (before !== undefined) return { kind: 'put', item, ...onVersionOf(before) };
  return { kind: 'put', item, condition: doesNotExist, refused: changed };
}

function onVersionOf({ version }: Group) {
  return {
    condition: hasVersion(version),
    refused: (old: object | undefined): ChangeOutcome => ({
      kind: old === undefined ? 'gone' : 'changed',
    }),
  };
}

function nameWrites(workspaceId: string, { groupId, before, after }: GroupChange): GroupWrite[] {
  const [oldName, newName] = [before?.keys.displayName, after?.keys.displayName];
  if (oldName === newName) return [];
  const keyOf = (name: string): Key => claimKey(workspaceId, 'displayName', name);
  const writes: GroupWrite[] = [];
  if (newName !== undefined) {
    writes.push({
      kind: 'put',
      item: { ...keyOf(newName), schemaVersion: SCHEMA_VERSION, ownerId: groupId },
      condition: doesNotExist,
      refused: (old) =>
        old?.ownerId?.S === groupId ? changed() : { kind: 'taken', claim: 'displayName' },
    });
  }
  if (oldName !== undefined) {
    const condition = isOwnedBy(groupId);
    writes.push({ kind: 'delete', key: keyOf(oldName), condition, refused: changed });
  }
  return writes;
}

function entryWrites(workspaceId: string, { groupId, before, after }: GroupChange): GroupWrite[] {
  const [oldId, newId] = [before?.keys.externalId, after?.keys.externalId];
  if (oldId === newId) return [];
  const keyOf = (externalId: string) => groupIndexKey(workspaceId, externalId, groupId);
  const writes: GroupWrite[] = [];
  if (newId !== undefined) {
    writes.push({ kind: 'put', item: { ...keyOf(newId), schemaVersion: SCHEMA_VERSION } });
  }
  if (oldId !== undefined) writes.push({ kind: 'delete', key: keyOf(oldId) });
  return writes;
}

function counterWrites(workspaceId: string, { groupId, before, after }: GroupChange): GroupWrite[] {
  const amount = Number(after !== undefined) - Number(before !== undefined);
  const key = groupCounterKey(workspaceId, groupId);
  return amount === 0 ? [] : [{ kind: 'add', key, amount }];
}

/** Only what membership changes: the rest of the user is not even sent. */
function userWrite(workspaceId: string, { before, after }: UserChange): GroupWrite {
  return {
    kind: 'update',
    key: userKey(workspaceId, after.id),
    update: setting(toMembershipAttributes(after)),
    condition: hasVersion(before.version),
    refused: changed,
  };
}
