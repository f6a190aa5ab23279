/** Changes of groups, as the GroupStore port has them: each commits whole, or not at all. */

import type { GroupChange } from '#directory/group-ports.ts';
import type { Bucket } from '#directory/membership.ts';
import type { ChangeOutcome } from '#directory/ports.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import type { Dynamo } from '#store/dynamo.ts';
import { bucketKey } from '#store/group-keys.ts';
import { groupIdNamed } from '#store/group-queries.ts';
import { changeWrites, claimedName } from '#store/group-writes.ts';
import { commit } from '#store/transaction.ts';
import { hasVersion, type Write } from '#store/write.ts';

export async function changeGroup(
  dynamo: Dynamo,
  context: WorkspaceContext,
  change: GroupChange,
): Promise<ChangeOutcome> {
  const { workspace, deadline } = context;
  const writes = changeWrites(workspace.id, change);
  const token = change.writeId;
  const afterConflict = () => takenName(dynamo, context, change);
  const outcome = await commit(dynamo, { writes, token, deadline, afterConflict });
  return outcome ?? { kind: 'done' };
}

/** @returns false where one has changed since. */
export async function dropBuckets(
  dynamo: Dynamo,
  { workspace, deadline }: WorkspaceContext,
  groupId: string,
  buckets: readonly Bucket[],
): Promise<boolean> {
  const writes = buckets.map(
    ({ number, version }): Write<boolean> => ({
      kind: 'delete',
      key: bucketKey(workspace.id, groupId, number),
      condition: hasVersion(version),
      refused: (old) => old === undefined,
    }),
  );
  // A group that never had a member has none, nor has one whose buckets somebody else has just dropped.
  if (writes.length === 0) return true;
  const afterConflict = async () => undefined;
  return (await commit(dynamo, { writes, deadline, afterConflict })) ?? true;
}

/** Of many requests for one displayName all but one learn here that there is nothing to wait for. */
async function takenName(
  dynamo: Dynamo,
  context: WorkspaceContext,
  change: GroupChange,
): Promise<ChangeOutcome | undefined> {
  const name = claimedName(change);
  if (name === undefined) return undefined;
  const ownerId = await groupIdNamed(dynamo, context, name);
  const isTaken = ownerId !== undefined && ownerId !== change.groupId;
  return isTaken ? { kind: 'taken', claim: 'displayName' } : undefined;
}
