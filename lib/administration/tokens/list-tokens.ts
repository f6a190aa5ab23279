import { ID_POSITION, type List, PageQuery, pageOfEntries } from '#administration/cursor.ts';
import { type AdminRequest, type AdminResult, readQuery } from '#administration/exchange.ts';
import type { TokenPorts } from '#administration/ports.ts';
import { isLive } from '#directory/workspace.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

/** GET /admin/workspaces/{ws}/tokens?limit&cursor: the newest first, and never a token. */
export async function listTokens(
  { status, now }: Pick<TokenPorts, 'status' | 'now'>,
  context: WorkspaceContext,
  request: AdminRequest,
): Promise<AdminResult> {
  const query = readQuery(PageQuery, request);
  const uses = new Map((await status.tokenUses(context)).map((use) => [use.tokenId, use]));
  const tokens = Object.entries(context.workspace.tokens).map(([tokenId, metadata]) => ({
    tokenId,
    createdAt: metadata.createdAt,
    expiresAt: metadata.expiresAt ?? null,
    live: isLive(metadata, now()),
    lastUsedAt: uses.get(tokenId)?.lastUsedAt ?? null,
    lastUsedBy: uses.get(tokenId)?.client ?? null,
  }));
  const newestFirst = tokens.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  const list: List = { workspaceId: context.workspace.id, name: 'tokens', position: ID_POSITION };
  const { page, ...next } = pageOfEntries(list, newestFirst, ({ tokenId }) => tokenId, query);
  return { kind: 'document', body: { tokens: [...page], ...next } };
}
