import * as v from 'valibot';
import { type AdminRequest, type AdminResult, readQuery } from '#administration/exchange.ts';
import type { AdministrationPorts } from '#administration/ports.ts';
import { isLive } from '#directory/workspace.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

/** GET /admin/workspaces/{ws}/tokens: never a token, and no cursor: five live ones at the most. */
export async function listTokens(
  { status, now }: Pick<AdministrationPorts, 'status' | 'now'>,
  context: WorkspaceContext,
  request: AdminRequest,
): Promise<AdminResult> {
  readQuery(v.strictObject({}), request);
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
  return { kind: 'document', body: { tokens: newestFirst } };
}
