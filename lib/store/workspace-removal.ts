/** Removes what a deleted workspace has: the only place that deletes without a condition. */

import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { sending } from '#aws-failure';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Dynamo, queryPage } from '#store/dynamo.ts';
import { bucketsOf } from '#store/group-keys.ts';
import {
  activityRange,
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

/** Items that are removed side by side: a batch would cost the same, and ask for a right of its own. */
const AT_ONCE = 25;

export async function hasUnfinishedRecords(
  dynamo: Dynamo,
  { workspace }: WorkspaceContext,
): Promise<boolean> {
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
}

/** The workspace's own item stays, so that its id is never given again. @returns false at the deadline. */
export async function removeItems(dynamo: Dynamo, context: WorkspaceContext): Promise<boolean> {
  const { id } = context.workspace;
  for (const partition of companionPartitions(id)) {
    if (!(await removePartition(dynamo, context, partition))) return false;
  }
  return removePartition(dynamo, context, workspacePartition(id));
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
  for (let index = 0; index < keys.length; index += AT_ONCE) {
    if (dynamo.now() > deadline) return false;
    const some = keys.slice(index, index + AT_ONCE);
    await Promise.all(some.map((key) => removeKey(dynamo, key)));
  }
  return true;
}

async function removeKey({ client, tableName }: Dynamo, key: Key): Promise<void> {
  const command = new DeleteCommand({ TableName: tableName, Key: { ...key } });
  await sending(() => client.send(command));
}
