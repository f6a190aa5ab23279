/** Which work a workspace still waits for, as the PendingWork port has it. */

import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { sending } from '#aws-failure';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Dynamo, getItem, queryKeys } from '#store/dynamo.ts';
import { pendingKey, pendingRange } from '#store/group-keys.ts';

export async function endWork(
  { client, tableName: TableName }: Dynamo,
  { workspace }: WorkspaceContext,
  recordId: string,
): Promise<void> {
  const Key = { ...pendingKey(workspace.id, recordId) };
  await sending(() => client.send(new DeleteCommand({ TableName, Key })));
}

export async function isWorkPending(
  dynamo: Dynamo,
  { workspace }: WorkspaceContext,
  recordId: string,
): Promise<boolean> {
  return (await getItem(dynamo, pendingKey(workspace.id, recordId))) !== undefined;
}

/** Whether there is any in the workspace. */
export async function isAnyWorkPending(
  dynamo: Dynamo,
  { workspace }: WorkspaceContext,
): Promise<boolean> {
  return (await queryKeys(dynamo, pendingRange(workspace.id), 1)).length > 0;
}
