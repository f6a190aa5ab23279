import { listProfiles } from '#administration/list-profiles.ts';
import { adminHttpPorts } from '#compose/admin-ports.ts';
import { adminHandler } from '#http/admin-handler.ts';

/** The profiles that a workspace can have. */
export const handler = adminHandler(
  adminHttpPorts,
  { 'GET /admin/profiles': listProfiles },
  { openToWorkspaceAdmins: true },
);
