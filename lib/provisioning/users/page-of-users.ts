/** A page of the unfiltered list, where a walk through the pages left off (RFC 7644 §3.4.2.4). */

import type { UserPage } from '#directory/ports.ts';
import type { User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import type { UserPorts } from '#provisioning/ports.ts';
import { tooManyToWalk } from '#provisioning/users/walk-users.ts';
import type { JsonObject } from '#scim/json.ts';
import { listResponse, MAX_PAGE_BYTES, type Page } from '#scim/list-response.ts';
import { project } from '#scim/projection.ts';
import type { Query } from '#scim/query.ts';

const NO_USERS: UserPage = { users: [], bytes: 0, more: false };

/**
 * A client that asks for one page after the other is led from each to the next by a bookmark: it may
 * see somebody twice, and misses nobody who was there throughout, whoever else comes and goes.
 *
 * `totalResults` is the number of users; while users follow, at least enough for the client to ask on.
 *
 * @throws {ScimError} `tooMany` (400) for a page in the middle of a large workspace that no bookmark
 *   leads to.
 */
export async function pageOfUsers(
  ports: UserPorts,
  context: WorkspaceContext,
  { page, projection }: Query,
  render: (user: User) => JsonObject,
): Promise<JsonObject> {
  const { startIndex, count } = page;
  const total = await ports.users.count(context);
  const { users, more } =
    count === 0 ? NO_USERS : await readPageOfUsers(ports, context, page, total);
  const next = startIndex + users.length;
  const last = users.at(-1);
  if (more && last !== undefined) {
    await ports.bookmarks.keep(context, { resourceType: 'USER', startIndex: next, count }, last.id);
  }
  const resources = users.map((user) => project(projection, render(user)));
  return listResponse(startIndex, more ? Math.max(total, next) : total, resources);
}

async function readPageOfUsers(
  ports: UserPorts,
  context: WorkspaceContext,
  { startIndex, count }: Page,
  total: number,
): Promise<UserPage> {
  const request = { limit: count, maxBytes: MAX_PAGE_BYTES };
  if (startIndex === 1) return ports.users.page(context, request);
  const bookmark = { resourceType: 'USER', startIndex, count } as const;
  const kept = await ports.bookmarks.read(context, bookmark);
  if (kept !== undefined) return ports.users.page(context, { ...request, after: kept });
  if (startIndex > total) return NO_USERS;
  if (total > ports.maxWalk) throw tooManyToWalk(ports.maxWalk);
  const after = await ports.users.idAt(context, startIndex - 1);
  return after === undefined ? NO_USERS : ports.users.page(context, { ...request, after });
}
