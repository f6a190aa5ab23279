import type { AdminRequest, AdminResult } from '#administration/exchange.ts';
import { renderGroup, requireGroup } from '#administration/groups/render-group.ts';
import type { GroupAdministrationPorts } from '#administration/ports.ts';
import { memberIdsIn } from '#directory/membership.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

/**
 * GET /admin/workspaces/{ws}/groups/{id}: a group, with the number of its members.
 *
 * @throws {Problem} 404.
 */
export async function getGroup(
  { groups }: GroupAdministrationPorts,
  context: WorkspaceContext,
  { parameters }: AdminRequest,
): Promise<AdminResult> {
  const group = await requireGroup(groups, context, parameters.id);
  const members = memberIdsIn(await groups.allBuckets(context, group.id)).length;
  return { kind: 'document', body: { ...renderGroup(context.workspace, group), members } };
}
