/** Users in DynamoDB: the adapter of the UserStore port. */

import type { ChangeOutcome, UserStore } from '#directory/ports.ts';
import type { User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { bucketWrite } from '#store/bucket-writes.ts';
import { type Dynamo, getItem } from '#store/dynamo.ts';
import { claimKey, type Key, manualUserKey, userKey } from '#store/keys.ts';
import { commit } from '#store/transaction.ts';
import { addedClaims, type Claim, takenBy } from '#store/user-claims.ts';
import { fromUserItem } from '#store/user-item.ts';
import {
  countUsers,
  existingUsers,
  findUsers,
  getUsers,
  pageOfUsers,
  userIdAt,
} from '#store/user-queries.ts';
import { adoptWrites, createWrites, removeWrites, replaceWrites } from '#store/user-writes.ts';
import type { Write } from '#store/write.ts';

export function dynamoUserStore(dynamo: Dynamo): UserStore {
  return {
    async create(context, user, record) {
      const writes = createWrites(context.workspace.id, user, record);
      const claims = addedClaims(undefined, user);
      const outcome = await change(dynamo, context, user.id, { token: record.id, writes, claims });
      return outcome.kind === 'taken' ? outcome : { kind: 'done' };
    },
    replace(context, before, after, record) {
      const writes = replaceWrites(context.workspace.id, before, after, record);
      const claims = addedClaims(before, after);
      return change(dynamo, context, after.id, { token: record.id, writes, claims });
    },
    remove(context, user, remains, record, memberships = []) {
      const { id, settings } = context.workspace;
      const writes = [
        ...removeWrites(id, user, remains, record, settings.keepDeletedDays),
        ...memberships.map(({ groupId, bucket }) => bucketWrite(id, groupId, bucket)),
      ];
      return change(dynamo, context, user.id, { token: record.id, writes, claims: [] });
    },
    adopt(context, before, after, record) {
      const writes = adoptWrites(context.workspace.id, before, after, record);
      const claims = addedClaims(before, after);
      return change(dynamo, context, after.id, { token: record.id, writes, claims });
    },
    get: ({ workspace }, id) => userAt(dynamo, userKey(workspace.id, id)),
    getManual: ({ workspace }, id) => userAt(dynamo, manualUserKey(workspace.id, id)),
    getMany: (context, ids) => getUsers(dynamo, context, ids),
    existing: (context, ids) => existingUsers(dynamo, context, ids),
    find: (context, lookUp, limit) => findUsers(dynamo, context, lookUp, limit),
    count: (context) => countUsers(dynamo, context),
    page: (context, request) => pageOfUsers(dynamo, context, request),
    idAt: (context, position) => userIdAt(dynamo, context, position),
  };
}

async function userAt(dynamo: Dynamo, key: Key): Promise<User | undefined> {
  const item = await getItem(dynamo, key);
  return item && fromUserItem(item).user;
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
