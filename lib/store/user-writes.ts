/** What a change of a user writes: the user, its claims, index entries, counter and record. */

import type { ActivityRecord } from '#directory/activity-record.ts';
import type { ChangeOutcome } from '#directory/ports.ts';
import type { User } from '#directory/user.ts';
import { deletedUserKey, type Key, personIndexKey } from '#store/keys.ts';
import { recordWrites } from '#store/record-writes.ts';
import { SCHEMA_VERSION } from '#store/table.ts';
import {
  addedClaims,
  claimsOf,
  deleteClaim,
  keepClaim,
  missing,
  putClaim,
} from '#store/user-claims.ts';
import { counterOf, entriesOf, homeOf } from '#store/user-home.ts';
import { toUserItem } from '#store/user-item.ts';
import { changed, doesNotExist, hasVersion, type OldItem, type Write } from '#store/write.ts';

type UserWrite = Write<ChangeOutcome>;

const SECONDS_PER_DAY = 86_400;

export function createWrites(
  workspaceId: string,
  user: User,
  record: ActivityRecord,
): readonly UserWrite[] {
  return [
    {
      kind: 'put',
      item: liveUserItem(workspaceId, user, record),
      condition: doesNotExist,
      refused: () => ({ kind: 'done' }), // The id is new: our own first attempt has committed.
    },
    ...addedClaims(undefined, user).map((claim) => putClaim(workspaceId, claim, user, 'done')),
    ...entriesOf(workspaceId, user).map(putEntry),
    { kind: 'add', key: counterOf(workspaceId, user), amount: 1 },
    ...recordWrites(workspaceId, record),
  ];
}

export function replaceWrites(
  workspaceId: string,
  before: User,
  after: User,
  record: ActivityRecord,
): readonly UserWrite[] {
  const { id } = before;
  const [oldEntries, newEntries] = [entriesOf(workspaceId, before), entriesOf(workspaceId, after)];
  return [
    {
      kind: 'put',
      item: liveUserItem(workspaceId, after, record),
      condition: hasVersion(before.version),
      refused: (old) => overtaken(old, record),
    },
    ...addedClaims(before, after).map((claim) => putClaim(workspaceId, claim, after, 'changed')),
    ...addedClaims(after, before).map((claim) => deleteClaim(workspaceId, claim, id)),
    ...missing(newEntries, oldEntries).map(putEntry),
    ...missing(oldEntries, newEntries).map(deleteEntry),
    ...recordWrites(workspaceId, record),
  ];
}

/**
 * The user moves to where SCIM finds it. Its claims are written anew: they are the identity provider's
 * now.
 */
export function adoptWrites(
  workspaceId: string,
  before: User,
  after: User,
  record: ActivityRecord,
): readonly UserWrite[] {
  const { id } = before;
  const kept = missing(claimsOf(after.keys), addedClaims(before, after));
  return [
    {
      kind: 'put',
      item: liveUserItem(workspaceId, after, record),
      condition: doesNotExist,
      refused: (old) => overtaken(old, record), // Committed before: by us, or by another request.
    },
    {
      kind: 'delete',
      key: homeOf(workspaceId, before),
      condition: hasVersion(before.version),
      refused: changed,
    },
    ...kept.map((claim) => keepClaim(workspaceId, claim, after)),
    ...addedClaims(before, after).map((claim) => putClaim(workspaceId, claim, after, 'changed')),
    ...addedClaims(after, before).map((claim) => deleteClaim(workspaceId, claim, id)),
    ...entriesOf(workspaceId, before).map(deleteEntry),
    ...entriesOf(workspaceId, after).map(putEntry),
    { kind: 'add', key: counterOf(workspaceId, before), amount: -1 },
    { kind: 'add', key: counterOf(workspaceId, after), amount: 1 },
    ...recordWrites(workspaceId, record),
  ];
}

/** @param keptDays for which admins still see what remains of the user; 0 for none. */
export function removeWrites(
  workspaceId: string,
  user: User,
  remains: User,
  record: ActivityRecord,
  keptDays: number,
): readonly UserWrite[] {
  const { id } = user;
  return [
    {
      kind: 'delete',
      key: homeOf(workspaceId, user),
      condition: hasVersion(user.version),
      refused: (old) => overtaken(old, record),
    },
    ...(keptDays > 0 ? [keepDeleted(workspaceId, remains, record, keptDays)] : []),
    ...claimsOf(user.keys).map((claim) => deleteClaim(workspaceId, claim, id)),
    ...entriesOf(workspaceId, user).map(deleteEntry),
    { kind: 'add', key: counterOf(workspaceId, user), amount: -1 },
    ...recordWrites(workspaceId, record),
  ];
}

function liveUserItem(workspaceId: string, user: User, record: ActivityRecord) {
  const { id, keys } = user;
  return {
    ...toUserItem(homeOf(workspaceId, user), user, record.id),
    ...(keys.email !== undefined && personIndexKey(workspaceId, keys.email, id)),
  };
}

/** Somebody was faster, or deleted the user, or it was our own attempt whose answer was lost. */
function overtaken(old: OldItem | undefined, record: ActivityRecord): ChangeOutcome {
  if (old === undefined) return { kind: 'gone' };
  return { kind: old.recordId?.S === record.id ? 'done' : 'changed' };
}

function putEntry(key: Key): UserWrite {
  return { kind: 'put', item: { ...key, schemaVersion: SCHEMA_VERSION } };
}

function deleteEntry(key: Key): UserWrite {
  return { kind: 'delete', key };
}

/** Out of the index of persons. */
function keepDeleted(
  workspaceId: string,
  remains: User,
  { id: recordId, at }: ActivityRecord,
  keptDays: number,
): UserWrite {
  const key = deletedUserKey(workspaceId, remains.id);
  const expiresAt = Math.floor(Date.parse(at) / 1000) + keptDays * SECONDS_PER_DAY;
  const item = toUserItem(key, remains, recordId);
  return { kind: 'put', item: { ...item, deletedAt: at, expiresAt } };
}
