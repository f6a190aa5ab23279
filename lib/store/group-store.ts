/** Groups in DynamoDB: the adapter of the GroupStore port. */

import type { GroupChange, GroupStore } from '#directory/group-ports.ts';
import type { Bucket } from '#directory/membership.ts';
import type { ChangeOutcome } from '#directory/ports.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Dynamo, getItem } from '#store/dynamo.ts';
import { fromGroupItem } from '#store/group-item.ts';
import { bucketKey, groupCounterRange, groupKey } from '#store/group-keys.ts';
import {
  allBuckets,
  bucketInEach,
  findGroups,
  getGroups,
  getWithBuckets,
  groupIdAt,
  pageOfGroups,
} from '#store/group-queries.ts';
import { changeWrites, claimedName } from '#store/group-writes.ts';
import { claimKey } from '#store/keys.ts';
import { countedIn } from '#store/listing.ts';
import { commit } from '#store/transaction.ts';
import { hasVersion, type Write } from '#store/write.ts';

export function dynamoGroupStore(dynamo: Dynamo): GroupStore {
  return {
    change: (context, change) => commitChange(dynamo, context, change),
    async get({ workspace }, id) {
      const item = await getItem(dynamo, groupKey(workspace.id, id));
      return item && fromGroupItem(item);
    },
    getMany: (context, ids) => getGroups(dynamo, context, ids),
    getWithBuckets: (context, id, numbers) => getWithBuckets(dynamo, context, id, numbers),
    allBuckets: (context, id) => allBuckets(dynamo, context, id),
    bucketInEach: (context, ids, number) => bucketInEach(dynamo, context, ids, number),
    dropBuckets: (context, id, buckets) => dropBuckets(dynamo, context, id, buckets),
    find: (context, lookUp, limit) => findGroups(dynamo, context, lookUp, limit),
    count: ({ workspace }) => countedIn(dynamo, groupCounterRange(workspace.id)),
    page: (context, request) => pageOfGroups(dynamo, context, request),
    idAt: (context, position) => groupIdAt(dynamo, context, position),
  };
}

async function commitChange(
  dynamo: Dynamo,
  { workspace, deadline }: WorkspaceContext,
  change: GroupChange,
): Promise<ChangeOutcome> {
  const writes = changeWrites(workspace.id, change);
  const token = change.writeId;
  const afterConflict = () => takenName(dynamo, workspace.id, change);
  const outcome = await commit(dynamo, { writes, token, deadline, afterConflict });
  return outcome ?? { kind: 'done' };
}

/** Of many requests for one displayName all but one learn here that there is nothing to wait for. */
async function takenName(
  dynamo: Dynamo,
  workspaceId: string,
  change: GroupChange,
): Promise<ChangeOutcome | undefined> {
  const name = claimedName(change);
  if (name === undefined) return undefined;
  const claim = await getItem(dynamo, claimKey(workspaceId, 'displayName', name));
  const isTaken = claim !== undefined && claim.ownerId !== change.groupId;
  return isTaken ? { kind: 'taken', claim: 'displayName' } : undefined;
}

async function dropBuckets(
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
  const afterConflict = async () => undefined;
  return (await commit(dynamo, { writes, deadline, afterConflict })) ?? true;
}
