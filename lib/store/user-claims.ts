/** Claims: the items that keep the values of a workspace's users unique. */

import type { ChangeOutcome, Taken } from '#directory/ports.ts';
import type { User, UserKeys } from '#directory/user.ts';
import { type ClaimKind, claimKey } from '#store/keys.ts';
import { SCHEMA_VERSION } from '#store/table.ts';
import { changed, doesNotExist, isOwnedBy, type OldItem, type Write } from '#store/write.ts';

type UserWrite = Write<ChangeOutcome>;

/** A value that no two users of a workspace may share. */
export interface Claim {
  readonly kind: ClaimKind;
  readonly value: string;
}

export function claimsOf({ userName, email, isEmailUnique }: UserKeys): readonly Claim[] {
  const claims: Claim[] = [{ kind: 'userName', value: userName }];
  if (email !== undefined && isEmailUnique) claims.push({ kind: 'email', value: email });
  return claims;
}

/** The claims of `after` that `before` does not have. */
export function addedClaims(before: User | undefined, after: User): readonly Claim[] {
  return missing(claimsOf(after.keys), before === undefined ? [] : claimsOf(before.keys));
}

/** @param ours what it means that the claim is the user's own already, should that alone come back. */
export function putClaim(
  workspaceId: string,
  claim: Claim,
  owner: User,
  ours: 'done' | 'changed',
): UserWrite {
  return {
    kind: 'put',
    item: claimItem(workspaceId, claim, owner),
    condition: doesNotExist,
    refused: (old) =>
      old?.ownerId?.S === owner.id ? { kind: ours } : takenBy(claim.kind, plainClaim(old)),
  };
}

/** A claim says of whom it is, if that is one invited by hand: a refused create knows what to say. */
function claimItem(workspaceId: string, { kind, value }: Claim, { id, provisionedBy }: User) {
  return {
    ...claimKey(workspaceId, kind, value),
    schemaVersion: SCHEMA_VERSION,
    ownerId: id,
    ...(provisionedBy === 'manual' && { provisionedBy }),
  };
}

function plainClaim(old: OldItem | undefined) {
  return { ownerId: old?.ownerId?.S, provisionedBy: old?.provisionedBy?.S };
}

/** @param claim what stands in the way, as read. */
export function takenBy(
  kind: ClaimKind,
  claim: { readonly ownerId?: unknown; readonly provisionedBy?: unknown } = {},
): Taken {
  if (typeof claim.ownerId !== 'string') return { kind: 'taken', claim: kind };
  const holderId = claim.ownerId;
  const isManual = claim.provisionedBy === 'manual';
  return { kind: 'taken', claim: kind, holderId, ...(isManual && { manualUserId: holderId }) };
}

export function keepClaim(workspaceId: string, claim: Claim, owner: User): UserWrite {
  return {
    kind: 'put',
    item: claimItem(workspaceId, claim, owner),
    condition: isOwnedBy(owner.id),
    refused: changed,
  };
}

export function deleteClaim(
  workspaceId: string,
  { kind, value }: Claim,
  ownerId: string,
): UserWrite {
  return {
    kind: 'delete',
    key: claimKey(workspaceId, kind, value),
    condition: isOwnedBy(ownerId),
    refused: changed,
  };
}

/** What `list` has and `other` has not. */
export function missing<Value extends object>(
  list: readonly Value[],
  other: readonly Value[],
): readonly Value[] {
  const keyOf = (entry: Value) => JSON.stringify(Object.values(entry));
  const known = new Set(other.map(keyOf));
  return list.filter((entry) => !known.has(keyOf(entry)));
}
