import { deleteUser } from '#administration/users/delete-user.ts';
import { editUser } from '#administration/users/edit-user.ts';
import { getUser } from '#administration/users/get-user.ts';
import { inviteUser } from '#administration/users/invite-user.ts';
import { listUsers } from '#administration/users/list-users.ts';
import { userAdministrationPorts } from '#compose/user-administration-ports.ts';
import { adminHandler } from '#http/admin-handler.ts';

/** The users of a workspace: the provisioned, the invited, and those deleted lately. */
export const handler = adminHandler(userAdministrationPorts, {
  'GET /admin/workspaces/{ws}/users': listUsers,
  'POST /admin/workspaces/{ws}/users': inviteUser,
  'GET /admin/workspaces/{ws}/users/{id}': getUser,
  'PATCH /admin/workspaces/{ws}/users/{id}': editUser,
  'DELETE /admin/workspaces/{ws}/users/{id}': deleteUser,
});
