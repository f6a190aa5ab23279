import type { AdminResult } from '#administration/exchange.ts';
import type { AdministrationPorts } from '#administration/ports.ts';
import { renderWorkspace } from '#administration/workspaces/render-workspace.ts';
import type { TokenUse } from '#directory/ports.ts';
import type { JsonObject } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

/** GET /admin/workspaces/{ws}: with the state of its connection, and how many there are. */
export async function getWorkspace(
  { status }: Pick<AdministrationPorts, 'status'>,
  context: WorkspaceContext,
): Promise<AdminResult> {
  const { workspace } = context;
  const [counts, uses] = await Promise.all([status.counts(context), status.tokenUses(context)]);
  const connection = connectionBy(uses);
  return {
    kind: 'document',
    body: { ...renderWorkspace(workspace), connection, counts: { ...counts } },
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
