import { readGroupPorts } from '#compose/group-ports.ts';
import { warmUp } from '#compose/warm-up.ts';
import { scimHandler } from '#http/scim-handler.ts';
import { getGroup } from '#provisioning/groups/get-group.ts';

/** GET /Groups/{id} (RFC 7644 §3.4.1). */
export const handler = scimHandler(readGroupPorts, getGroup);

await warmUp();
