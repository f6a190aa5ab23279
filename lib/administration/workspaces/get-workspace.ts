import type { AdminResult } from '#administration/exchange.ts';
import { renderWorkspace } from '#administration/workspaces/render-workspace.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

/** GET /admin/workspaces/{ws}. */
export async function getWorkspace(
  _ports: unknown,
  { workspace }: WorkspaceContext,
): Promise<AdminResult> {
  return { kind: 'document', body: renderWorkspace(workspace), version: workspace.version };
}
