import type { AdminResult } from '#administration/exchange.ts';
import type { WorkspacePorts } from '#administration/ports.ts';
import { renderWorkspace } from '#administration/workspaces/render-workspace.ts';
import type { TokenUse } from '#directory/ports.ts';
import type { JsonObject } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

/**
 * GET /admin/workspaces/{ws}: with the state of its connection, how many there are, and whether a change
 * of roles is still being worked through.
 */
export async function getWorkspace(
  { status, pending }: Pick<WorkspacePorts, 'status' | 'pending'>,
  context: WorkspaceContext,
): Promise<AdminResult> {
  const { workspace } = context;
  const [counts, uses, rolesPending] = await Promise.all([
    status.counts(context),
    status.tokenUses(context),
    pending.isAnyPending(context),
  ]);
  const connection = connectionBy(uses);
  return {
    kind: 'document',
    body: { ...renderWorkspace(workspace), connection, counts: { ...counts }, rolesPending },
    version: workspace.version,
  };
}

/** Of all tokens that there ever were: a new one does not hide when the last request came. */
function connectionBy(uses: readonly TokenUse[]): JsonObject {
  const last = latest(uses, ({ lastUsedAt }) => lastUsedAt);
  const failed = latest(uses, ({ lastFailure }) => lastFailure?.at);
  const { at, status, scimType, reason } = failed?.lastFailure ?? {};
  return {
    lastRequestAt: last?.lastUsedAt ?? null,
    identityProvider: last?.client ?? null,
    lastFailure:
      at === undefined || status === undefined
        ? null
        : { at, status, scimType: scimType ?? null, reason: reason ?? null },
  };
}

function latest(
  uses: readonly TokenUse[],
  at: (use: TokenUse) => string | undefined,
): TokenUse | undefined {
  const dated = uses.filter((use) => at(use) !== undefined);
  return [...dated].sort((a, b) => String(at(b)).localeCompare(String(at(a))))[0];
}
