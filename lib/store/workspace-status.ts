/** What an admin sees of a workspace at a glance: how many there are, and whether it is connected. */

import * as v from 'valibot';
import type { TokenUse, WorkspaceCounts } from '#directory/ports.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Dynamo, type Item, queryPage } from '#store/dynamo.ts';
import { countedBy, counterRange, type Key, tokenUseRange } from '#store/keys.ts';
import { checkSchemaVersion } from '#store/table.ts';

const Failure = v.object({
  at: v.string(),
  status: v.number(),
  scimType: v.optional(v.string()),
  reason: v.optional(v.string()),
});

const TokenUseItem = v.object({
  sk: v.string(),
  lastUsedAt: v.optional(v.string()),
  client: v.optional(v.string()),
  lastFailure: v.optional(Failure),
});

export async function workspaceCounts(
  dynamo: Dynamo,
  { workspace }: WorkspaceContext,
): Promise<WorkspaceCounts> {
  const { Items = [] } = await queryPage(dynamo, counterRange(workspace.id));
  const sumOf = (kind: string) =>
    Items.filter((item) => countedBy(item as Item & Key) === kind).reduce(
      (sum, { total }) => sum + Number(total),
      0,
    );
  return { users: sumOf('USER'), manualUsers: sumOf('MANUAL'), groups: sumOf('GROUP') };
}

export async function tokenUses(
  dynamo: Dynamo,
  { workspace }: WorkspaceContext,
): Promise<readonly TokenUse[]> {
  const { Items = [] } = await queryPage(dynamo, tokenUseRange(workspace.id));
  return Items.map((item) => {
    checkSchemaVersion(item);
    const { sk: tokenId, ...use } = v.parse(TokenUseItem, item);
    return { tokenId, ...use };
  });
}
