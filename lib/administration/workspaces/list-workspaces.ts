import { type List, PageQuery, readCursor, toCursor } from '#administration/cursor.ts';
import { type AdminRequest, type AdminResult, readQuery } from '#administration/exchange.ts';
import type { WorkspacePorts } from '#administration/ports.ts';
import type { AdminContext } from '#directory/admin-context.ts';

const LIST: List = { workspaceId: '', name: 'workspaces', position: /^[a-z0-9-]{1,50}$/ };

/** GET /admin/workspaces?limit&cursor: in order of id. */
export async function listWorkspaces(
  ports: Pick<WorkspacePorts, 'workspaces'>,
  _admin: AdminContext,
  request: AdminRequest,
): Promise<AdminResult> {
  const { limit, cursor } = readQuery(PageQuery, request);
  const after = readCursor(LIST, cursor);
  const { workspaces, more } = await ports.workspaces.list({ after, limit });
  const last = workspaces.at(-1);
  return {
    kind: 'document',
    body: {
      workspaces: workspaces.map((workspace) => ({ ...workspace })),
      ...(more && last !== undefined && { nextCursor: toCursor(LIST, last.id) }),
    },
  };
}
