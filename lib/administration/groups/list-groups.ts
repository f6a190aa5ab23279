import * as v from 'valibot';
import { ID_POSITION, Limit, type List, readCursor, toCursor } from '#administration/cursor.ts';
import { type AdminRequest, type AdminResult, readQuery } from '#administration/exchange.ts';
import { renderGroup } from '#administration/groups/render-group.ts';
import type { GroupAdministrationPorts } from '#administration/ports.ts';
import type { GroupPage } from '#directory/group-ports.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { fold } from '#scim/fold.ts';

const MAX_PAGE_BYTES = 5 * 1024 * 1024;

const Query = v.strictObject({
  limit: Limit,
  cursor: v.optional(v.string()),
  displayName: v.optional(v.pipe(v.string(), v.transform(fold))),
});

/**
 * GET /admin/workspaces/{ws}/groups?limit&cursor&displayName: what the identity provider has pushed, in
 * order of creation. A displayName counts in any case.
 *
 * @throws {Problem} 400.
 */
export async function listGroups(
  { groups }: GroupAdministrationPorts,
  context: WorkspaceContext,
  request: AdminRequest,
): Promise<AdminResult> {
  const { workspace } = context;
  const { limit, cursor, displayName } = readQuery(Query, request);
  const list: List = { workspaceId: workspace.id, name: 'groups', position: ID_POSITION };
  const after = readCursor(list, cursor);
  const page: GroupPage =
    displayName === undefined
      ? await groups.page(context, { limit, maxBytes: MAX_PAGE_BYTES, after })
      : await groups.find(context, { by: 'displayName', value: displayName }, 1);
  const last = page.groups.at(-1);
  return {
    kind: 'document',
    body: {
      groups: page.groups.map((group) => renderGroup(workspace, group)),
      ...(page.more && last !== undefined && { nextCursor: toCursor(list, last.id) }),
    },
  };
}
