import { changeGroupPorts } from '#compose/group-ports.ts';
import { warmUp } from '#compose/warm-up.ts';
import { scimHandler } from '#http/scim-handler.ts';
import { MAX_GROUP_BODY_BYTES } from '#provisioning/groups/group-request.ts';
import { patchGroup } from '#provisioning/groups/patch-group.ts';

/** PATCH /Groups/{id} (RFC 7644 §3.5.2). */
export const handler = scimHandler(changeGroupPorts, patchGroup, {
  maxBodyBytes: MAX_GROUP_BODY_BYTES,
});

await warmUp();
