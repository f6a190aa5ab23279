import { ID_POSITION, type List, PageQuery, readCursor, toCursor } from '#administration/cursor.ts';
import { type AdminRequest, type AdminResult, readQuery } from '#administration/exchange.ts';
import { requireGroup } from '#administration/groups/render-group.ts';
import type { GroupAdministrationPorts } from '#administration/ports.ts';
import { memberIdsIn } from '#directory/membership.ts';
import type { JsonObject, User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { identityEmail } from '#mapping/keys.ts';

/**
 * GET /admin/workspaces/{ws}/groups/{id}/members?limit&cursor: the users of a group, in order of their
 * creation, however many they are.
 *
 * @throws {Problem} 400, 404.
 */
export async function listMembers(
  { groups, users }: GroupAdministrationPorts,
  context: WorkspaceContext,
  request: AdminRequest,
): Promise<AdminResult> {
  const { limit, cursor } = readQuery(PageQuery, request);
  const group = await requireGroup(groups, context, request.parameters.id);
  const name = `members of ${group.id}`;
  const list: List = { workspaceId: context.workspace.id, name, position: ID_POSITION };
  const after = readCursor(list, cursor) ?? '';
  const ids = memberIdsIn(await groups.allBuckets(context, group.id));
  const following = ids.filter((id) => id > after).sort();
  const page = following.slice(0, limit);
  const last = page.at(-1);
  return {
    kind: 'document',
    body: {
      members: (await users.getMany(context, page)).map(renderMember),
      ...(following.length > limit && last !== undefined && { nextCursor: toCursor(list, last) }),
    },
  };
}

function renderMember({ id, active, resource }: User): JsonObject {
  const { userName = null } = resource;
  return { id, userName, email: identityEmail(resource) ?? null, active };
}
