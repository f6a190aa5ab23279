/** Workspaces in DynamoDB, as the WorkspaceStore port has them. */

import * as v from 'valibot';
import type { ActivityRecord } from '#directory/activity-record.ts';
import {
  DEFAULT_SETTINGS,
  type TokenMetadata,
  type Workspace,
  type WorkspaceSettings,
} from '#directory/workspace.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Dynamo, getItem, type Item } from '#store/dynamo.ts';
import { json } from '#store/json-attribute.ts';
import { workspaceKey, workspaceListKey } from '#store/keys.ts';
import { recordWrites } from '#store/record-writes.ts';
import { checkSchemaVersion, SCHEMA_VERSION } from '#store/table.ts';
import { commit, type Transaction } from '#store/transaction.ts';
import { type Condition, doesNotExist, hasVersion, type Write } from '#store/write.ts';

const WorkspaceItem = v.object({
  version: v.number(),
  createdAt: v.string(),
  name: v.string(),
  profile: v.string(),
  settings: json<Partial<WorkspaceSettings>>(),
  tokens: json<Record<string, TokenMetadata>>(),
  deletedAt: v.optional(v.string()),
});

/** Milliseconds for which the making of a workspace is tried. */
const PATIENCE_MS = 5000;

export async function readWorkspace(
  dynamo: Dynamo,
  workspaceId: string,
): Promise<Workspace | undefined> {
  const item = await getItem(dynamo, workspaceKey(workspaceId));
  return item && fromWorkspaceItem(workspaceId, item);
}

export function createWorkspace(
  dynamo: Dynamo,
  workspace: Workspace,
  record: ActivityRecord,
): Promise<boolean> {
  const deadline = dynamo.now() + PATIENCE_MS;
  const writes = [put(workspace, doesNotExist, record), ...besides(workspace, record)];
  return isInEffect(dynamo, { writes, token: record.id, deadline });
}

export function replaceWorkspace(
  dynamo: Dynamo,
  { deadline }: WorkspaceContext,
  before: Workspace,
  after: Workspace,
  record: ActivityRecord,
): Promise<boolean> {
  const writes = [put(after, hasVersion(before.version), record), ...besides(after, record)];
  return isInEffect(dynamo, { writes, token: record.id, deadline });
}

function put(workspace: Workspace, condition: Condition, { id }: ActivityRecord): Write<boolean> {
  return {
    kind: 'put',
    item: { ...toWorkspaceItem(workspace), writeId: id },
    condition,
    refused: (old) => old?.writeId?.S === id,
  };
}

/** The entry in the list, as long as the workspace is not being removed, and the record. */
function besides(workspace: Workspace, record: ActivityRecord): readonly Write<boolean>[] {
  const { id, name, profile, createdAt, deletedAt } = workspace;
  const key = workspaceListKey(id);
  const item = { ...key, schemaVersion: SCHEMA_VERSION, name, profile, createdAt };
  return [
    deletedAt === undefined ? { kind: 'put', item } : { kind: 'delete', key },
    ...recordWrites(record.workspaceId, record),
  ];
}

/** @returns whether the write is in effect, by this attempt or by an earlier one. */
async function isInEffect(
  dynamo: Dynamo,
  transaction: Omit<Transaction<boolean>, 'afterConflict'>,
): Promise<boolean> {
  const outcome = await commit(dynamo, { ...transaction, afterConflict: async () => undefined });
  return outcome ?? true;
}

function toWorkspaceItem({ id, settings, tokens, ...plain }: Workspace) {
  return {
    ...workspaceKey(id),
    schemaVersion: SCHEMA_VERSION,
    ...plain,
    settings: JSON.stringify(settings),
    tokens: JSON.stringify(tokens),
  };
}

function fromWorkspaceItem(id: string, item: Item): Workspace {
  checkSchemaVersion(item);
  const { settings, ...plain } = v.parse(WorkspaceItem, item);
  return { id, ...plain, settings: { ...DEFAULT_SETTINGS, ...settings } };
}
