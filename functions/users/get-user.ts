import { readUserPorts } from '#compose/user-ports.ts';
import { warmUp } from '#compose/warm-up.ts';
import { scimHandler } from '#http/scim-handler.ts';
import { getUser } from '#provisioning/users/get-user.ts';

/** GET /Users/{id} (RFC 7644 §3.4.1). */
export const handler = scimHandler(readUserPorts, getUser);

await warmUp();
