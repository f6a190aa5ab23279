import { changeUserPorts } from '#compose/user-ports.ts';
import { warmUp } from '#compose/warm-up.ts';
import { scimHandler } from '#http/scim-handler.ts';
import { patchUser } from '#provisioning/users/patch-user.ts';

/** PATCH /Users/{id} (RFC 7644 §3.5.2). */
export const handler = scimHandler(changeUserPorts, patchUser);

await warmUp();
