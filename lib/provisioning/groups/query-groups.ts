/** Lists of groups: by key, page by page, or by walk (RFC 7644 §3.4.2). */

import type { Group } from '#directory/group.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import type { Collection } from '#provisioning/collection.ts';
import { wantsMembers } from '#provisioning/groups/group-request.ts';
import {
  membersAmong,
  membersAskedFor,
  notAnswerable,
} from '#provisioning/groups/member-filter.ts';
import { renderGroup, renderMember } from '#provisioning/groups/render-group.ts';
import { showGroups } from '#provisioning/groups/show-groups.ts';
import { planGroupLookUp } from '#provisioning/plan-query.ts';
import type { QueryGroupPorts } from '#provisioning/ports.ts';
import {
  type Candidates,
  listParameters,
  queryCollection,
} from '#provisioning/query-collection.ts';
import type { ScimRequest, ScimResult } from '#scim/exchange.ts';
import type { Filter } from '#scim/filter/ast.ts';
import { compileFilter } from '#scim/filter/evaluate.ts';
import { project } from '#scim/projection.ts';
import { type Query, readQuery } from '#scim/query.ts';
import type { QueryParameters } from '#scim/query-string.ts';
import { GROUP_SCHEMAS } from '#scim/schema/core-group.ts';
import { invalidValue } from '#scim/scim-error.ts';

/**
 * GET /Groups and POST /Groups/.search (RFC 7644 §3.4.2, §3.4.3): 200 and a ListResponse. Groups of
 * more than about a thousand members come without them.
 *
 * @throws {ScimError} 400: `invalidFilter`, `invalidValue`, `invalidSyntax`; `tooMany` where neither a
 *   key nor a bounded walk leads to the answer.
 */
export async function queryGroups(
  ports: QueryGroupPorts,
  context: WorkspaceContext,
  request: ScimRequest,
): Promise<ScimResult> {
  const parameters = listParameters(request);
  const query = readQuery(GROUP_SCHEMAS, parameters);
  const { filter } = query;
  const matches = filter && compileFilter(GROUP_SCHEMAS, filter);
  const collection = groupCollection(ports, context, request.baseUrl, query, parameters);
  const candidates = filter && groupCandidates(ports, context, filter);
  const body = await queryCollection(ports, context, collection, query, matches, candidates);
  return { kind: 'document', body };
}

/**
 * By key, where the filter names one.
 *
 * @throws {ScimError} `invalidFilter` (400) for a filter on members that no key answers.
 */
export function groupCandidates(
  ports: QueryGroupPorts,
  context: WorkspaceContext,
  filter: Filter,
): Candidates<Group> | undefined {
  const lookUp = planGroupLookUp(GROUP_SCHEMAS, filter);
  if (lookUp === undefined) {
    if (membersAskedFor(filter).length > 0) throw notAnswerable();
    return undefined;
  }
  if (lookUp.by === 'member') return () => groupsOfUser(ports, context, lookUp.value);
  return async () => {
    const { groups: resources, more } = await ports.groups.find(context, lookUp, ports.maxWalk);
    return { resources, more };
  };
}

async function groupsOfUser(
  { users, groups }: QueryGroupPorts,
  context: WorkspaceContext,
  id: string,
) {
  const [user] = await users.getMany(context, [id]);
  const ids = [...(user?.groupIds ?? [])].sort();
  return { resources: await groups.getMany(context, ids), more: false };
}

/**
 * @throws {ScimError} `invalidValue` (400) for an order by members, who are not read to compare groups;
 *   `invalidFilter` (400).
 */
export function groupCollection(
  ports: QueryGroupPorts,
  context: WorkspaceContext,
  baseUrl: string,
  { filter, projection }: Query,
  { sortBy = '' }: Pick<QueryParameters, 'sortBy'>,
): Collection<Group> {
  if (/\bmembers\b/i.test(sortBy)) throw invalidValue('groups have no order by members');
  const { groups } = ports;
  const askedFor = filter === undefined ? [] : membersAskedFor(filter);
  return {
    resourceType: 'GROUP',
    count: () => groups.count(context),
    async page(request) {
      const { groups: resources, ...page } = await groups.page(context, request);
      return { resources, ...page };
    },
    idAt: (position) => groups.idAt(context, position),
    async render(list) {
      const members = await membersAmong(
        ports,
        context,
        list.map(({ id }) => id),
        askedFor,
      );
      return list.map((group, index) => ({
        ...renderGroup(baseUrl, { group }),
        members: (members[index] ?? []).map((id) => renderMember(baseUrl, id)),
      }));
    },
    async show(list) {
      const shown = wantsMembers(projection)
        ? await showGroups(ports, context, baseUrl, list)
        : list.map((group) => renderGroup(baseUrl, { group }));
      return shown.map((resource) => project(projection, resource));
    },
    advice:
      'groups: filter by displayName, externalId or id with eq, or list page by page from startIndex 1',
  };
}
