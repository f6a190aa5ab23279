import { findPerson } from '#administration/users/find-person.ts';
import { userAdministrationPorts } from '#compose/user-administration-ports.ts';
import { adminHandler } from '#http/admin-handler.ts';

/** A person across workspaces. */
export const handler = adminHandler(userAdministrationPorts, {
  'GET /admin/users': findPerson,
});
