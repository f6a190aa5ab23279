/** Users in DynamoDB: the adapter of the UserStore port. */

import type { ChangeOutcome, UserStore } from '#directory/ports.ts';
import type { User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Dynamo, getItem } from '#store/dynamo.ts';
import { claimKey, userKey } from '#store/keys.ts';
import { commit } from '#store/transaction.ts';
import { fromUserItem } from '#store/user-item.ts';
import { countUsers, findUsers, pageOfUsers, userIdAt } from '#store/user-queries.ts';
import {
  claimsOf,
  createWrites,
  removeWrites,
  replaceWrites,
  takenBy,
} from '#store/user-writes.ts';
import type { Write } from '#store/write.ts';

export function dynamoUserStore(dynamo: Dynamo): UserStore {
  return {
    async create(context, user, record) {
      const writes = createWrites(context.workspace.id, user, record);
      const outcome = await change(dynamo, context, user, record.id, writes);
      return outcome.kind === 'taken' ? outcome : { kind: 'done' };
    },
    replace(context, before, after, record) {
      const writes = replaceWrites(context.workspace.id, before, after, record);
      return change(dynamo, context, after, record.id, writes);
    },
    remove(context, user, record) {
      const { id, settings } = context.workspace;
      const writes = removeWrites(id, user, record, settings.keepDeletedDays);
      return change(dynamo, context, user, record.id, writes);
    },
    async get({ workspace }, id) {
      const item = await getItem(dynamo, userKey(workspace.id, id));
      return item && fromUserItem(item).user;
    },
    find: (context, lookUp, limit) => findUsers(dynamo, context, lookUp, limit),
    count: (context) => countUsers(dynamo, context),
    page: (context, request) => pageOfUsers(dynamo, context, request),
    idAt: (context, position) => userIdAt(dynamo, context, position),
  };
}

async function change(
  dynamo: Dynamo,
  context: WorkspaceContext,
  user: User,
  token: string,
  writes: readonly Write<ChangeOutcome>[],
): Promise<ChangeOutcome> {
  const afterConflict = () => takenClaim(dynamo, context, user);
  const { deadline } = context;
  const outcome = await commit(dynamo, { writes, token, deadline, afterConflict });
  return outcome ?? { kind: 'done' };
}

/** Of a thousand requests for one userName all but one learn here that there is nothing to wait for. */
async function takenClaim(dynamo: Dynamo, { workspace }: WorkspaceContext, { id, keys }: User) {
  for (const { kind, value } of claimsOf(keys)) {
    const claim = await getItem(dynamo, claimKey(workspace.id, kind, value));
    if (claim !== undefined && claim.ownerId !== id) return takenBy(kind);
  }
  return undefined;
}
