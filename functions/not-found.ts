import { scimPorts } from '#compose/scim-ports.ts';
import { warmUp } from '#compose/warm-up.ts';
import { scimHandler } from '#http/scim-handler.ts';
import { noSuchRoute } from '#provisioning/not-found.ts';
import { ROUTES } from './routes.ts';

/** What no route takes: 404, 405 or 501. */
export const handler = scimHandler(scimPorts, noSuchRoute(ROUTES), { maxBodyBytes: 0 });

await warmUp();
