/** Changes of users, as the UserStore port has them: each commits whole, or not at all. */

import type { ActivityRecord } from '#directory/activity-record.ts';
import type { GroupMembership } from '#directory/membership.ts';
import type { ChangeOutcome, CreateOutcome } from '#directory/ports.ts';
import type { User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { bucketWrite } from '#store/bucket-writes.ts';
import { type Dynamo, getItem } from '#store/dynamo.ts';
import { claimKey } from '#store/keys.ts';
import { commit } from '#store/transaction.ts';
import { addedClaims, type Claim, takenBy } from '#store/user-claims.ts';
import { adoptWrites, createWrites, removeWrites, replaceWrites } from '#store/user-writes.ts';
import type { Write } from '#store/write.ts';

export async function createUser(
  dynamo: Dynamo,
  context: WorkspaceContext,
  user: User,
  record: ActivityRecord,
): Promise<CreateOutcome> {
  const writes = createWrites(context.workspace.id, user, record);
  const claims = addedClaims(undefined, user);
  const outcome = await change(dynamo, context, user.id, { token: record.id, writes, claims });
  return outcome.kind === 'taken' ? outcome : { kind: 'done' };
}

export function replaceUser(
  dynamo: Dynamo,
  context: WorkspaceContext,
  before: User,
  after: User,
  record: ActivityRecord,
): Promise<ChangeOutcome> {
  const writes = replaceWrites(context.workspace.id, before, after, record);
  const claims = addedClaims(before, after);
  return change(dynamo, context, after.id, { token: record.id, writes, claims });
}

export function adoptUser(
  dynamo: Dynamo,
  context: WorkspaceContext,
  before: User,
  after: User,
  record: ActivityRecord,
): Promise<ChangeOutcome> {
  const writes = adoptWrites(context.workspace.id, before, after, record);
  const claims = addedClaims(before, after);
  return change(dynamo, context, after.id, { token: record.id, writes, claims });
}

export function removeUser(
  dynamo: Dynamo,
  context: WorkspaceContext,
  user: User,
  remains: User,
  record: ActivityRecord,
  memberships: readonly GroupMembership[] = [],
): Promise<ChangeOutcome> {
  const { id, settings } = context.workspace;
  const writes = [
    ...removeWrites(id, user, remains, record, settings.keepDeletedDays),
    ...memberships.map(({ groupId, bucket }) => bucketWrite(id, groupId, bucket)),
  ];
  return change(dynamo, context, user.id, { token: record.id, writes, claims: [] });
}

interface UserChange {
  readonly token: string;
  readonly writes: readonly Write<ChangeOutcome>[];
  /** What the change claims that was not the user's before. */
  readonly claims: readonly Claim[];
}

async function change(
  dynamo: Dynamo,
  { workspace, deadline }: WorkspaceContext,
  userId: string,
  { token, writes, claims }: UserChange,
): Promise<ChangeOutcome> {
  const afterConflict = () => takenClaim(dynamo, workspace.id, userId, claims);
  const outcome = await commit(dynamo, { writes, token, deadline, afterConflict });
  return outcome ?? { kind: 'done' };
}

/** Of a thousand requests for one userName all but one learn here that there is nothing to wait for. */
async function takenClaim(
  dynamo: Dynamo,
  workspaceId: string,
  userId: string,
  claims: readonly Claim[],
) {
  for (const { kind, value } of claims) {
    const claim = await getItem(dynamo, claimKey(workspaceId, kind, value));
    if (claim !== undefined && claim.ownerId !== userId) return takenBy(kind, claim);
  }
  return undefined;
}
