import { createUserPorts } from '#compose/user-ports.ts';
import { warmUp } from '#compose/warm-up.ts';
import { scimHandler } from '#http/scim-handler.ts';
import { createUser } from '#provisioning/users/create-user.ts';

/** POST /Users (RFC 7644 §3.3). */
export const handler = scimHandler(createUserPorts, createUser);

await warmUp();
