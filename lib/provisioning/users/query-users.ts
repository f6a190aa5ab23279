/** Lists of users: by key, page by page, or by walk (RFC 7644 §3.4.2). */

import type { LookUp, User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import type { Profile } from '#mapping/profile.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import { planLookUp } from '#provisioning/plan-query.ts';
import type { UserPorts } from '#provisioning/ports.ts';
import { pageOfUsers } from '#provisioning/users/page-of-users.ts';
import { renderUser } from '#provisioning/users/render-user.ts';
import { tooManyToWalk, walkUsers } from '#provisioning/users/walk-users.ts';
import type { ScimRequest, ScimResult } from '#scim/exchange.ts';
import { compileFilter, type Predicate } from '#scim/filter/evaluate.ts';
import type { JsonObject } from '#scim/json.ts';
import { listResponse, MAX_PAGE_BYTES } from '#scim/list-response.ts';
import { project } from '#scim/projection.ts';
import { type Query, readQuery, readQueryString, readSearchRequest } from '#scim/query.ts';

/**
 * GET /Users and POST /Users/.search (RFC 7644 §3.4.2, §3.4.3): 200 and a ListResponse.
 *
 * @throws {ScimError} 400: `invalidFilter`, `invalidValue`, `invalidSyntax`; `tooMany` where neither a
 *   key nor a bounded walk leads to the answer.
 */
export async function queryUsers(
  ports: UserPorts,
  context: WorkspaceContext,
  { method, queryString, body, baseUrl }: ScimRequest,
): Promise<ScimResult> {
  const profile = profileNamed(context.workspace.profile);
  const parameters =
    method === 'POST' ? readSearchRequest(body ?? null) : readQueryString(queryString);
  const query = readQuery(profile.schemas, parameters);
  const render = (user: User) => renderUser(profile, baseUrl, user);
  if (query.filter === undefined && query.order === undefined) {
    return { kind: 'document', body: await pageOfUsers(ports, context, query, render) };
  }
  const matching = await findMatching(ports, context, profile, query, render);
  return { kind: 'document', body: pageOfMatching(query, matching) };
}

type Render = (user: User) => JsonObject;

async function findMatching(
  ports: UserPorts,
  context: WorkspaceContext,
  { schemas }: Profile,
  { filter }: Query,
  render: Render,
): Promise<JsonObject[]> {
  const matches: Predicate = filter === undefined ? () => true : compileFilter(schemas, filter);
  const lookUp = filter && planLookUp(schemas, filter);
  if (lookUp === undefined) return walkUsers(ports, context, render, matches);
  const candidates = await candidatesOf(ports, context, lookUp);
  return candidates.map(render).filter(matches);
}

async function candidatesOf(
  { users, maxWalk }: UserPorts,
  context: WorkspaceContext,
  lookUp: LookUp,
) {
  const { users: found, more } = await users.find(context, lookUp, maxWalk);
  if (more) throw tooManyToWalk(maxWalk);
  return found;
}

function pageOfMatching({ order, page, projection }: Query, matching: JsonObject[]): JsonObject {
  const sorted = order === undefined ? matching : matching.sort(order);
  const start = page.startIndex - 1;
  const resources = sorted
    .slice(start, start + page.count)
    .map((resource) => project(projection, resource));
  return listResponse(page.startIndex, matching.length, upTo(MAX_PAGE_BYTES, resources));
}

/** As many as an answer has room for, and one at the least. */
function upTo(maxBytes: number, resources: readonly JsonObject[]): readonly JsonObject[] {
  let bytes = 0;
  return resources.filter((resource, index) => {
    bytes += Buffer.byteLength(JSON.stringify(resource));
    return index === 0 || bytes <= maxBytes;
  });
}
