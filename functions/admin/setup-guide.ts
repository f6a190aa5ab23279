import { adminHttpPorts } from '#compose/admin-ports.ts';
import { adminHandler } from '#http/admin-handler.ts';
import { getSetupGuide } from '#setup-guide/get-setup-guide.ts';

/** How to connect an identity provider, for the admins of a customer. */
export const handler = adminHandler(adminHttpPorts, {
  'GET /admin/workspaces/{ws}/setup-guide': getSetupGuide,
});
