import { userPorts } from '#compose/user-ports.ts';
import { scimHandler } from '#http/scim-handler.ts';
import { queryUsers } from '#provisioning/users/query-users.ts';

/** POST /.search over all resource types (RFC 7644 §3.4.2.1, §3.4.3): so far that is users. */
export const handler = scimHandler(userPorts, queryUsers);
