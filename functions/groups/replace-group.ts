import { changeGroupPorts } from '#compose/group-ports.ts';
import { warmUp } from '#compose/warm-up.ts';
import { scimHandler } from '#http/scim-handler.ts';
import { MAX_GROUP_BODY_BYTES } from '#provisioning/groups/group-request.ts';
import { replaceGroup } from '#provisioning/groups/replace-group.ts';

/** PUT /Groups/{id} (RFC 7644 §3.5.1). */
export const handler = scimHandler(changeGroupPorts, replaceGroup, {
  maxBodyBytes: MAX_GROUP_BODY_BYTES,
});

await warmUp();
