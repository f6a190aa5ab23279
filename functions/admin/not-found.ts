import { noSuchRoute } from '#administration/not-found.ts';
import { adminHttpPorts } from '#compose/admin-ports.ts';
import { ROUTES } from '#functions/routes.ts';
import { adminHandler } from '#http/admin-handler.ts';

const answer = noSuchRoute(ROUTES);

/** What no route below /admin takes: 404 or 405. */
export const handler = adminHandler(
  adminHttpPorts,
  { 'ANY /admin': answer, 'ANY /admin/': answer, 'ANY /admin/{proxy+}': answer },
  { openToWorkspaceAdmins: true },
);
