/** The list of workspaces, as the WorkspaceStore port has it. */

import * as v from 'valibot';
import type { ListedWorkspace } from '#directory/ports.ts';
import { type Dynamo, queryPage } from '#store/dynamo.ts';
import { workspaceListKey, workspaceListRange } from '#store/keys.ts';

const ListItem = v.object({
  sk: v.string(),
  name: v.string(),
  profile: v.optional(v.string(), ''),
  createdAt: v.optional(v.string(), ''),
});

export async function listWorkspaces(
  dynamo: Dynamo,
  { after, limit }: { readonly after?: string; readonly limit: number },
): Promise<{ readonly workspaces: readonly ListedWorkspace[]; readonly more: boolean }> {
  const { Items = [], LastEvaluatedKey } = await queryPage(dynamo, workspaceListRange, {
    Limit: limit,
    ExclusiveStartKey: after === undefined ? undefined : { ...workspaceListKey(after) },
  });
  const workspaces = Items.map((item) => v.parse(ListItem, item)).map(({ sk, ...listed }) => ({
    id: sk,
    ...listed,
  }));
  return { workspaces, more: LastEvaluatedKey !== undefined };
}
