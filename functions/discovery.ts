import { scimPorts } from '#compose/scim-ports.ts';
import { warmUp } from '#compose/warm-up.ts';
import { scimHandler } from '#http/scim-handler.ts';
import { discover } from '#provisioning/discover.ts';

/** ServiceProviderConfig, ResourceTypes, Schemas (RFC 7644 §4). */
export const handler = scimHandler(scimPorts, discover);

await warmUp();
