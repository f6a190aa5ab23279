/** Removes what a deleted workspace has: the only place that deletes without a condition. */

import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { sending } from '#aws-failure';
import type { WorkspaceRemoval } from '#directory/ports.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Dynamo, queryPage } from '#store/dynamo.ts';
import {
  activityRange,
  bucketsOf,
  companionPartitions,
  type Key,
  type Range,
  workspaceKey,
  workspacePartition,
} from '#store/keys.ts';

interface Partition {
  readonly pk: string;
  readonly range: Range;
}

/** Items that one BatchWriteItem takes. */
const BATCH_SIZE = 25;
const PAUSE_MS = 100;

export function dynamoWorkspaceRemoval(dynamo: Dynamo): WorkspaceRemoval {
  return {
    async hasUnfinished({ workspace }) {
      let start: Key | undefined;
      do {
        const page = await queryPage(dynamo, activityRange(workspace.id), {
          ProjectionExpression: 'pk, sk',
          FilterExpression: 'attribute_exists(gsi2pk)',
          ExclusiveStartKey: start,
        });
        if ((page.Items ?? []).length > 0) return true;
        start = page.LastEvaluatedKey as Key | undefined;
      } while (start !== undefined);
      return false;
    },
    /** The workspace's own item stays, so that its id is never given again. */
    async removeItems(context) {
      const { id } = context.workspace;
      for (const partition of companionPartitions(id)) {
        if (!(await removePartition(dynamo, context, partition))) return false;
      }
      return removePartition(dynamo, context, workspacePartition(id));
    },
  };
}

/** A group goes after its buckets: nothing else leads to them. @returns false at the deadline. */
async function removePartition(
  dynamo: Dynamo,
  context: WorkspaceContext,
  partition: Partition,
): Promise<boolean> {
  const { workspace, deadline } = context;
  const kept = workspaceKey(workspace.id);
  let start: Key | undefined;
  do {
    if (dynamo.now() > deadline) return false;
    const page = await queryPage(dynamo, partition, {
      ProjectionExpression: 'pk, sk',
      ExclusiveStartKey: start,
    });
    const keys = ((page.Items ?? []) as Key[]).filter(({ sk }) => sk !== kept.sk);
    for (const key of keys) {
      const buckets = bucketsOf(workspace.id, key);
      if (buckets && !(await removePartition(dynamo, context, buckets))) return false;
    }
    if (!(await removeKeys(dynamo, keys, deadline))) return false;
    start = page.LastEvaluatedKey as Key | undefined;
  } while (start !== undefined);
  return true;
}

async function removeKeys(dynamo: Dynamo, keys: readonly Key[], deadline: number) {
  let pending = keys;
  while (pending.length > 0) {
    if (dynamo.now() > deadline) return false;
    const left = await removeBatch(dynamo, pending.slice(0, BATCH_SIZE));
    if (left.length > 0) await dynamo.sleep(PAUSE_MS);
    pending = [...left, ...pending.slice(BATCH_SIZE)];
  }
  return true;
}

/** @returns what the table was too busy for. */
async function removeBatch({ client, tableName }: Dynamo, keys: readonly Key[]) {
  const requests = keys.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } }));
  const command = new BatchWriteCommand({ RequestItems: { [tableName]: requests } });
  const { UnprocessedItems } = await sending(() => client.send(command));
  const left = UnprocessedItems?.[tableName] ?? [];
  return left.map(({ DeleteRequest }) => DeleteRequest?.Key as unknown as Key);
}
