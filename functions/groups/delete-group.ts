import { deleteGroupPorts } from '#compose/group-ports.ts';
import { warmUp } from '#compose/warm-up.ts';
import { scimHandler } from '#http/scim-handler.ts';
import { deleteGroup } from '#provisioning/groups/delete-group.ts';

/** DELETE /Groups/{id} (RFC 7644 §3.6). */
export const handler = scimHandler(deleteGroupPorts, deleteGroup);

await warmUp();
