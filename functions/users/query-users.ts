import { queryUserPorts } from '#compose/user-ports.ts';
import { warmUp } from '#compose/warm-up.ts';
import { scimHandler } from '#http/scim-handler.ts';
import { queryUsers } from '#provisioning/users/query-users.ts';

/** GET /Users and POST /Users/.search (RFC 7644 §3.4.2, §3.4.3). */
export const handler = scimHandler(queryUserPorts, queryUsers);

await warmUp();
