import { createGroupPorts } from '#compose/group-ports.ts';
import { warmUp } from '#compose/warm-up.ts';
import { scimHandler } from '#http/scim-handler.ts';
import { createGroup } from '#provisioning/groups/create-group.ts';
import { MAX_GROUP_BODY_BYTES } from '#provisioning/groups/group-request.ts';

/** POST /Groups (RFC 7644 §3.3). */
export const handler = scimHandler(createGroupPorts, createGroup, {
  maxBodyBytes: MAX_GROUP_BODY_BYTES,
});

await warmUp();
