import { tokenRevoked } from '#activity/workspace-events.ts';
import type { AdminRequest, AdminResult } from '#administration/exchange.ts';
import { notFound } from '#administration/problem.ts';
import { type ChangePorts, changeWorkspace } from '#administration/workspaces/change-workspace.ts';
import type { TokenVault } from '#directory/ports.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

const NO_TOKEN = 'there is no such token: one that was revoked has left the list of tokens';

interface Ports extends ChangePorts {
  readonly vault: Pick<TokenVault, 'forget'>;
}

/**
 * DELETE /admin/workspaces/{ws}/tokens/{tokenId}: 204; the very next request with it is refused.
 *
 * @throws {Problem} 404.
 */
export async function revokeToken(
  ports: Ports,
  context: WorkspaceContext,
  { parameters: { tokenId } }: AdminRequest,
): Promise<AdminResult> {
  await changeWorkspace(ports, context, (before) => {
    if (!Object.hasOwn(before.tokens, tokenId)) throw notFound(NO_TOKEN);
    const { [tokenId]: _, ...tokens } = before.tokens;
    return {
      after: { ...before, tokens },
      change: {
        operation: 'delete',
        resource: { type: 'Token', id: tokenId },
        changed: ['tokens'],
        status: 204,
        events: [tokenRevoked(context.actor, before, tokenId)],
      },
    };
  });
  await ports.vault.forget(context.workspace.id, [tokenId]).catch(() => {});
  return { kind: 'deleted' };
}
