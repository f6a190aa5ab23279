/** What no route of the admin API takes. */

import type { AdminRequest, AdminResult } from '#administration/exchange.ts';
import { methodNotAllowed, notFound } from '#administration/problem.ts';
import type { AdminContext } from '#directory/admin-context.ts';
import { matchPath } from '#scim/endpoint.ts';

interface Route {
  readonly method: string;
  readonly path: string;
}

/** 405 where the path has other methods, else 404. */
export function noSuchRoute(routes: readonly Route[]) {
  const known = routes.filter(({ method }) => method !== 'ANY');
  return async (
    _ports: unknown,
    _context: AdminContext,
    { path }: AdminRequest,
  ): Promise<AdminResult> => {
    const methods = known
      .filter((route) => matchPath(route.path, path) !== undefined)
      .map(({ method }) => method);
    if (methods.length > 0) throw methodNotAllowed([...new Set(methods)].sort());
    throw notFound('there is nothing here: README.md, "Admin API", lists the calls');
  };
}
