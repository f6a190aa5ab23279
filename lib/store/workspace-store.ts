/** Workspaces in DynamoDB: the adapter of the WorkspaceStore port. */

import { createHash } from 'node:crypto';
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
import { doesNotExist, hasVersion, type OldItem, type Write } from '#store/write.ts';

const WorkspaceItem = v.object({
  version: v.number(),
  createdAt: v.string(),
  name: v.string(),
  profile: v.string(),
  settings: json<Partial<WorkspaceSettings>>(),
  tokens: json<Record<string, TokenMetadata>>(),
});

/** Milliseconds for which a write of a workspace is tried. */
const PATIENCE_MS = 5000;

export function dynamoWorkspaceStore(dynamo: Dynamo): WorkspaceStore {
  return {
    async read(workspaceId) {
      const item = await getItem(dynamo, workspaceKey(workspaceId));
      return item && fromWorkspaceItem(workspaceId, item);
    },
    create(workspace) {
      const { id, name } = workspace;
      const listItem = { ...workspaceListKey(id), schemaVersion: SCHEMA_VERSION, name };
      return write(dynamo, [
        {
          kind: 'put',
          item: toWorkspaceItem(workspace),
          condition: doesNotExist,
          refused: (old) => old?.createdAt?.S === workspace.createdAt,
        },
        { kind: 'put', item: listItem },
      ]);
    },
    replace({ workspace }, after) {
      const item = toWorkspaceItem(after);
      const isOurs = (old: OldItem | undefined) => old?.tokens?.S === item.tokens;
      return write(dynamo, [
        { kind: 'put', item, condition: hasVersion(workspace.version), refused: isOurs },
      ]);
    },
  };
}

/** @returns whether the writes are in effect: by this attempt, or by an earlier one of the same. */
async function write(dynamo: Dynamo, writes: readonly Write<boolean>[]): Promise<boolean> {
  const token = createHash('sha256').update(JSON.stringify(writes)).digest('hex').slice(0, 36);
  const deadline = dynamo.now() + PATIENCE_MS;
  const afterConflict = async () => undefined;
  return (await commit(dynamo, { writes, token, deadline, afterConflict })) ?? true;
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
