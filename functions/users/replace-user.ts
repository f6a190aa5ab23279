import { changeUserPorts } from '#compose/user-ports.ts';
import { warmUp } from '#compose/warm-up.ts';
import { scimHandler } from '#http/scim-handler.ts';
import { replaceUser } from '#provisioning/users/replace-user.ts';

/** PUT /Users/{id} (RFC 7644 §3.5.1). */
export const handler = scimHandler(changeUserPorts, replaceUser);

await warmUp();
