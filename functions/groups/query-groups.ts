import { queryGroupPorts } from '#compose/group-ports.ts';
import { warmUp } from '#compose/warm-up.ts';
import { scimHandler } from '#http/scim-handler.ts';
import { queryGroups } from '#provisioning/groups/query-groups.ts';

/** GET /Groups, POST /Groups/.search (RFC 7644 §3.4.2, §3.4.3). */
export const handler = scimHandler(queryGroupPorts, queryGroups);

await warmUp();
