/** What a change of a user writes: the user, its claims, index entries, counter and record. */

import type { ActivityRecord } from '#directory/activity-record.ts';
import type { ChangeOutcome, Taken } from '#directory/ports.ts';
import type { User, UserKeys } from '#directory/user.ts';
import { toActivityItem } from '#store/activity-item.ts';
import {
  type ClaimKind,
  claimKey,
  deletedUserKey,
  type IndexedAttribute,
  personIndexKey,
  userCounterKey,
  userIndexKey,
  userKey,
} from '#store/keys.ts';
import { SCHEMA_VERSION } from '#store/table.ts';
import { toUserItem } from '#store/user-item.ts';
import { doesNotExist, hasVersion, isOwnedBy, type OldItem, type Write } from '#store/write.ts';

type UserWrite = Write<ChangeOutcome>;

/** A value that no two users of a workspace may share. */
export interface Claim {
  readonly kind: ClaimKind;
  readonly value: string;
}

const SECONDS_PER_DAY = 86_400;

export function claimsOf({ userName, email, isEmailUnique }: UserKeys): readonly Claim[] {
  const claims: Claim[] = [{ kind: 'userName', value: userName }];
  if (email !== undefined && isEmailUnique) claims.push({ kind: 'email', value: email });
  return claims;
}

/** The claims of `after` that `before` does not have. */
export function addedClaims(before: User | undefined, after: User): readonly Claim[] {
  return missing(claimsOf(after.keys), before === undefined ? [] : claimsOf(before.keys));
}

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
    ...addedClaims(undefined, user).map((claim) => putClaim(workspaceId, claim, user.id, 'done')),
    ...entriesOf(user.keys).map((entry) => putEntry(workspaceId, entry, user.id)),
    { kind: 'add', key: userCounterKey(workspaceId, user.id), amount: 1 },
    { kind: 'put', item: toActivityItem(workspaceId, record) },
  ];
}

export function replaceWrites(
  workspaceId: string,
  before: User,
  after: User,
  record: ActivityRecord,
): readonly UserWrite[] {
  const { id } = before;
  const [oldEntries, newEntries] = [entriesOf(before.keys), entriesOf(after.keys)];
  return [
    {
      kind: 'put',
      item: liveUserItem(workspaceId, after, record),
      condition: hasVersion(before.version),
      refused: (old) => overtaken(old, record),
    },
    ...addedClaims(before, after).map((claim) => putClaim(workspaceId, claim, id, 'changed')),
    ...addedClaims(after, before).map((claim) => deleteClaim(workspaceId, claim, id)),
    ...missing(newEntries, oldEntries).map((entry) => putEntry(workspaceId, entry, id)),
    ...missing(oldEntries, newEntries).map((entry) => deleteEntry(workspaceId, entry, id)),
    { kind: 'put', item: toActivityItem(workspaceId, record) },
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
      key: userKey(workspaceId, id),
      condition: hasVersion(user.version),
      refused: (old) => overtaken(old, record),
    },
    ...(keptDays > 0 ? [keepDeleted(workspaceId, remains, record, keptDays)] : []),
    ...claimsOf(user.keys).map((claim) => deleteClaim(workspaceId, claim, id)),
    ...entriesOf(user.keys).map((entry) => deleteEntry(workspaceId, entry, id)),
    { kind: 'add', key: userCounterKey(workspaceId, id), amount: -1 },
    { kind: 'put', item: toActivityItem(workspaceId, record) },
  ];
}

function liveUserItem(workspaceId: string, user: User, record: ActivityRecord) {
  const { id, keys } = user;
  return {
    ...toUserItem(userKey(workspaceId, id), user, record.id),
    ...(keys.email !== undefined && personIndexKey(workspaceId, keys.email, id)),
  };
}

interface Entry {
  readonly attribute: IndexedAttribute;
  readonly value: string;
}

function entriesOf({ externalId, emails }: UserKeys): readonly Entry[] {
  const entries: Entry[] = emails.map((value) => ({ attribute: 'email', value }));
  return externalId === undefined
    ? entries
    : [...entries, { attribute: 'externalId', value: externalId }];
}

/** What `list` has and `other` has not. */
function missing<Value extends Claim | Entry>(
  list: readonly Value[],
  other: readonly Value[],
): readonly Value[] {
  const keyOf = (entry: Value) => JSON.stringify(Object.values(entry));
  const known = new Set(other.map(keyOf));
  return list.filter((entry) => !known.has(keyOf(entry)));
}

/** Somebody was faster, or deleted the user, or it was our own attempt whose answer was lost. */
function overtaken(old: OldItem | undefined, record: ActivityRecord): ChangeOutcome {
  if (old === undefined) return { kind: 'gone' };
  return { kind: old.recordId?.S === record.id ? 'done' : 'changed' };
}

/** @param ours what it means that the claim is the user's own already, should that alone come back. */
function putClaim(
  workspaceId: string,
  { kind, value }: Claim,
  ownerId: string,
  ours: 'done' | 'changed',
): UserWrite {
  return {
    kind: 'put',
    item: { ...claimKey(workspaceId, kind, value), schemaVersion: SCHEMA_VERSION, ownerId },
    condition: doesNotExist,
    refused: (old) => (old?.ownerId?.S === ownerId ? { kind: ours } : takenBy(kind)),
  };
}

export function takenBy(claim: ClaimKind): Taken {
  return { kind: 'taken', claim };
}

function deleteClaim(workspaceId: string, { kind, value }: Claim, ownerId: string): UserWrite {
  return {
    kind: 'delete',
    key: claimKey(workspaceId, kind, value),
    condition: isOwnedBy(ownerId),
    refused: () => ({ kind: 'changed' }),
  };
}

function putEntry(workspaceId: string, { attribute, value }: Entry, id: string): UserWrite {
  const key = userIndexKey(workspaceId, attribute, value, id);
  return { kind: 'put', item: { ...key, schemaVersion: SCHEMA_VERSION } };
}

function deleteEntry(workspaceId: string, { attribute, value }: Entry, id: string): UserWrite {
  return { kind: 'delete', key: userIndexKey(workspaceId, attribute, value, id) };
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
