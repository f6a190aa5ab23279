import { deleteUserPorts } from '#compose/user-ports.ts';
import { warmUp } from '#compose/warm-up.ts';
import { scimHandler } from '#http/scim-handler.ts';
import { deleteUser } from '#provisioning/users/delete-user.ts';

/** DELETE /Users/{id} (RFC 7644 §3.6). */
export const handler = scimHandler(deleteUserPorts, deleteUser);

await warmUp();
