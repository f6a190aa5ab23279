import { createWorkspace } from '#administration/workspaces/create-workspace.ts';
import { deleteWorkspace } from '#administration/workspaces/delete-workspace.ts';
import { getWorkspace } from '#administration/workspaces/get-workspace.ts';
import { listWorkspaces } from '#administration/workspaces/list-workspaces.ts';
import { patchWorkspace } from '#administration/workspaces/patch-workspace.ts';
import { workspacePorts } from '#compose/administration-ports.ts';
import { adminHandler } from '#http/admin-handler.ts';

/** Workspaces: the customers of the deployment. */
export const handler = adminHandler(workspacePorts, {
  'GET /admin/workspaces': listWorkspaces,
  'POST /admin/workspaces': createWorkspace,
  'GET /admin/workspaces/{ws}': getWorkspace,
  'PATCH /admin/workspaces/{ws}': patchWorkspace,
  'DELETE /admin/workspaces/{ws}': deleteWorkspace,
});
