import { searchPorts } from '#compose/search-ports.ts';
import { warmUp } from '#compose/warm-up.ts';
import { scimHandler } from '#http/scim-handler.ts';
import { search } from '#provisioning/search.ts';

/** POST /.search over all resource types (RFC 7644 §3.4.2.1, §3.4.3). */
export const handler = scimHandler(searchPorts, search);

await warmUp();
