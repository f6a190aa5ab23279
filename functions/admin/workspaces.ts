import { getWorkspace } from '#administration/workspaces/get-workspace.ts';
import { workspacePorts } from '#compose/admin-ports.ts';
import { adminHandler } from '#http/admin-handler.ts';

/** Workspaces: the customers of the deployment. */
export const handler = adminHandler(workspacePorts, {
  'GET /admin/workspaces/{ws}': getWorkspace,
});
