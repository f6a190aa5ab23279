import { findPerson } from '#administration/users/find-person.ts';
import { peoplePorts } from '#compose/user-administration-ports.ts';
import { adminHandler } from '#http/admin-handler.ts';

/** A person across workspaces. */
export const handler = adminHandler(peoplePorts, {
  'GET /admin/users': findPerson,
});
