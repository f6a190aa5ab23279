/** Lists of users: by key, page by page, or by walk (RFC 7644 §3.4.2). */

import type { User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import type { Collection } from '#provisioning/collection.ts';
import { planLookUp } from '#provisioning/plan-query.ts';
import type { QueryUserPorts } from '#provisioning/ports.ts';
import {
  type Candidates,
  listParameters,
  queryCollection,
} from '#provisioning/query-collection.ts';
import { renderUser } from '#provisioning/users/render-user.ts';
import { groupNamesOf, wantsGroups } from '#provisioning/users/user-groups.ts';
import type { ScimRequest, ScimResult } from '#scim/exchange.ts';
import type { Filter } from '#scim/filter/ast.ts';
import { compileFilter } from '#scim/filter/evaluate.ts';
import { mentions } from '#scim/filter/mentions.ts';
import { project } from '#scim/projection.ts';
import { type Query, readQuery } from '#scim/query.ts';
import type { QueryParameters } from '#scim/query-string.ts';

/**
 * GET /Users and POST /Users/.search (RFC 7644 §3.4.2, §3.4.3): 200 and a ListResponse.
 *
 * @throws {ScimError} 400: `invalidFilter`, `invalidValue`, `invalidSyntax`; `tooMany` where neither a
 *   key nor a bounded walk leads to the answer.
 */
export async function queryUsers(
  ports: QueryUserPorts,
  context: WorkspaceContext,
  request: ScimRequest,
): Promise<ScimResult> {
  const { schemas } = profileNamed(context.workspace.profile);
  const parameters = listParameters(request);
  const query = readQuery(schemas, parameters);
  const { filter } = query;
  const collection = userCollection(ports, context, request.baseUrl, query, parameters);
  const matches = filter && compileFilter(schemas, filter);
  const candidates = filter && userCandidates(ports, context, filter);
  const body = await queryCollection(ports, context, collection, query, matches, candidates);
  return { kind: 'document', body };
}

/** By key, where the filter names one. */
export function userCandidates(
  { users, maxWalk }: QueryUserPorts,
  context: WorkspaceContext,
  filter: Filter,
): Candidates<User> | undefined {
  const lookUp = planLookUp(profileNamed(context.workspace.profile).schemas, filter);
  if (lookUp === undefined) return undefined;
  return async () => {
    const { users: resources, more } = await users.find(context, lookUp, maxWalk);
    return { resources, more };
  };
}

export function userCollection(
  ports: QueryUserPorts,
  context: WorkspaceContext,
  baseUrl: string,
  { filter, projection }: Query,
  { sortBy = '' }: Pick<QueryParameters, 'sortBy'>,
): Collection<User> {
  const { users } = ports;
  const profile = profileNamed(context.workspace.profile);
  const comparesGroups =
    (filter !== undefined && mentions(profile.schemas, filter, 'groups')) ||
    /\bgroups\b/i.test(sortBy);
  const render = async (list: readonly User[], hasGroups: boolean) => {
    const names = hasGroups ? await groupNamesOf(ports, context, list) : undefined;
    return list.map((user) => renderUser(profile, baseUrl, user, names));
  };
  return {
    resourceType: 'USER',
    count: () => users.count(context),
    async page(request) {
      const { users: resources, ...page } = await users.page(context, request);
      return { resources, ...page };
    },
    idAt: (position) => users.idAt(context, position),
    render: (list) => render(list, comparesGroups),
    async show(list) {
      const rendered = await render(list, wantsGroups(projection));
      return rendered.map((resource) => project(projection, resource));
    },
    advice:
      'users: filter by userName, externalId, emails or id with eq, or list page by page from startIndex 1',
  };
}
