/** What no route takes. */

import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { matchPath } from '#scim/endpoint.ts';
import type { ScimRequest, ScimResult } from '#scim/exchange.ts';
import { methodNotAllowed, notFound, notImplemented } from '#scim/scim-error.ts';

/** What RFC 7644 has and this service does not, for now or by its nature. */
const NOT_IMPLEMENTED: ReadonlyMap<string, string> = new Map([
  ['/scim/v2/Me', 'a SCIM token belongs to a workspace, not to a user: there is no /Me'],
  ['/scim/v2/Bulk', 'bulk operations are not supported, as ServiceProviderConfig says'],
]);

interface Route {
  readonly method: string;
  /** With `{id}` where the path varies. */
  readonly path: string;
}

/**
 * 501 for what is not implemented, 405 where the path has other methods, else 404 that helps an
 * admin who has got the base URL wrong.
 */
export function noSuchRoute(routes: readonly Route[]) {
  return async (
    _ports: unknown,
    _context: WorkspaceContext,
    { path }: ScimRequest,
  ): Promise<ScimResult> => {
    const missing = NOT_IMPLEMENTED.get(path.replace(/\/$/, ''));
    if (missing !== undefined) throw notImplemented(missing);
    const methods = routes
      .filter((route) => matchPath(route.path, path) !== undefined)
      .map(({ method }) => method);
    if (methods.length > 0) throw methodNotAllowed([...new Set(methods)].sort());
    throw notFound('there is nothing here: the SCIM base URL ends in /scim/v2');
  };
}
