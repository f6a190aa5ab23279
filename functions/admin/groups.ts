import { getGroup } from '#administration/groups/get-group.ts';
import { listGroups } from '#administration/groups/list-groups.ts';
import { listMembers } from '#administration/groups/list-members.ts';
import { groupAdministrationPorts } from '#compose/user-administration-ports.ts';
import { adminHandler } from '#http/admin-handler.ts';

/** The groups of a workspace and their members: the identity provider's, to look at. */
export const handler = adminHandler(groupAdministrationPorts, {
  'GET /admin/workspaces/{ws}/groups': listGroups,
  'GET /admin/workspaces/{ws}/groups/{id}': getGroup,
  'GET /admin/workspaces/{ws}/groups/{id}/members': listMembers,
});
