/** Workspaces in DynamoDB: the adapter of the WorkspaceStore port. */

import * as v from 'valibot';
import type { WorkspaceStore } from '#directory/ports.ts';
import {
  DEFAULT_SETTINGS,
  type TokenMetadata,
  type Workspace,
  type WorkspaceSettings,
} from '#directory/workspace.ts';
import { type Dynamo, getItem, type Item } from '#store/dynamo.ts';
import { json } from '#store/json-attribute.ts';
import { workspaceKey, workspaceListKey } from '#store/keys.ts';
import { checkSchemaVersion, SCHEMA_VERSION } from '#store/table.ts';
import { commit } from '#store/transaction.ts';
import { type Condition, doesNotExist, hasVersion, type Write } from '#store/write.ts';

const WorkspaceItem = v.object({
  version: v.number(),
  createdAt: v.string(),
  name: v.string(),
  profile: v.string(),
  settings: json<Partial<WorkspaceSettings>>(),
  tokens: json<Record<string, TokenMetadata>>(),
});

/** Milliseconds for which the making of a workspace is tried. */
const PATIENCE_MS = 5000;

export function dynamoWorkspaceStore(dynamo: Dynamo): WorkspaceStore {
  return {
    async read(workspaceId) {
      const item = await getItem(dynamo, workspaceKey(workspaceId));
      return item && fromWorkspaceItem(workspaceId, item);
    },
    create(workspace, writeId) {
      const { id, name } = workspace;
      const listItem = { ...workspaceListKey(id), schemaVersion: SCHEMA_VERSION, name };
      const list = { kind: 'put', item: listItem } as const;
      return put(dynamo, workspace, doesNotExist, writeId, dynamo.now() + PATIENCE_MS, [list]);
    },
    replace({ workspace, deadline }, after, writeId) {
      return put(dynamo, after, hasVersion(workspace.version), writeId, deadline, []);
    },
  };
}

/** @returns whether the write is in effect, by this attempt or by an earlier one.
 */
async function put(
  dynamo: Dynamo,
  workspace: Workspace,
  condition: Condition,
  writeId: string,
  deadline: number,
  others: readonly Write<boolean>[],
): Promise<boolean> {
  const write: Write<boolean> = {
    kind: 'put',
    item: { ...toWorkspaceItem(workspace), writeId },
    condition,
    refused: (old) => old?.writeId?.S === writeId,
  };
  const afterConflict = async () => undefined;
  const transaction = { writes: [write, ...others], token: writeId, deadline, afterConflict };
  return (await commit(dynamo, transaction)) ?? true;
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
