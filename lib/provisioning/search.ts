/** A search over users and groups at once (RFC 7644 §3.4.2.1, §3.4.3). */

import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import type { Collection } from '#provisioning/collection.ts';
import { groupCandidates, groupCollection } from '#provisioning/groups/query-groups.ts';
import type { ListPorts, QueryGroupPorts, QueryUserPorts } from '#provisioning/ports.ts';
import { type Candidates, findMatching, listParameters } from '#provisioning/query-collection.ts';
import { userCandidates, userCollection } from '#provisioning/users/query-users.ts';
import type { Match } from '#provisioning/walk.ts';
import type { ScimRequest, ScimResult } from '#scim/exchange.ts';
import type { Filter } from '#scim/filter/ast.ts';
import { compileFilter, type Predicate } from '#scim/filter/evaluate.ts';
import { withinType } from '#scim/filter/within-type.ts';
import type { JsonObject } from '#scim/json.ts';
import { listResponse, upToPageSize } from '#scim/list-response.ts';
import { type Query, readQuery } from '#scim/query.ts';
import type { QueryParameters } from '#scim/query-string.ts';
import { GROUP_SCHEMAS } from '#scim/schema/core-group.ts';
import type { ResourceSchemas } from '#scim/schema/schema.ts';
import { ScimError } from '#scim/scim-error.ts';
import { type Order, readOrder } from '#scim/sort.ts';

/** A resource that matches, and how it is shown. */
interface Hit {
  readonly rendered: JsonObject;
  readonly show: () => Promise<readonly JsonObject[]>;
}

/** What a query comes to in one resource type. */
interface TypeQuery {
  readonly query: Query;
  readonly find: () => Promise<readonly Hit[]>;
}

/**
 * POST /.search: 200 and a ListResponse of users, then groups. An attribute that only the other type has
 * counts as one without a value; what cannot be asked of the type that has it is refused.
 *
 * @throws {ScimError} 400: `invalidFilter`, `invalidValue`, `invalidSyntax`, `tooMany`.
 */
export async function search(
  ports: QueryUserPorts & QueryGroupPorts,
  context: WorkspaceContext,
  request: ScimRequest,
): Promise<ScimResult> {
  const parameters = listParameters(request);
  const types = [
    usersIn(ports, context, request, parameters),
    groupsIn(ports, context, request, parameters),
  ] as const;
  const hits: Hit[] = [];
  for (const { find } of types) hits.push(...(await find()));
  const { page } = types[0].query;
  const order = orderOf(context, parameters);
  const sorted = order ? hits.toSorted((a, b) => order(a.rendered, b.rendered)) : hits;
  const start = page.startIndex - 1;
  const shown: JsonObject[] = [];
  for (const { show } of sorted.slice(start, start + page.count)) shown.push(...(await show()));
  const body = listResponse(page.startIndex, hits.length, upToPageSize(shown));
  return { kind: 'document', body };
}

/** By an attribute of either type: a resource that does not have it comes last. */
function orderOf(
  { workspace }: WorkspaceContext,
  { sortBy, sortOrder }: QueryParameters,
): Order | undefined {
  const [order] = bothOrOne(
    () => ({ order: readOrder(profileNamed(workspace.profile).schemas, sortBy, sortOrder) }),
    () => ({ order: readOrder(GROUP_SCHEMAS, sortBy, sortOrder) }),
  );
  return order?.order;
}

/** @throws {ScimError} of the first where neither can be asked that. */
function bothOrOne<Part extends object>(first: () => Part, second: () => Part): readonly Part[] {
  const [users, groups] = [attempt(first), attempt(second)];
  const parts = [users, groups].filter((part): part is Part => !(part instanceof ScimError));
  if (parts.length === 0) throw users;
  return parts;
}

function attempt<Part extends object>(read: () => Part): Part | ScimError {
  try {
    return read();
  } catch (error) {
    if (error instanceof ScimError) return error;
    throw error;
  }
}

function unordered({ sortBy: _by, sortOrder: _order, ...parameters }: QueryParameters) {
  return parameters;
}

function usersIn(
  ports: QueryUserPorts,
  context: WorkspaceContext,
  { baseUrl }: ScimRequest,
  parameters: QueryParameters,
): TypeQuery {
  const { schemas } = profileNamed(context.workspace.profile);
  const query = readQuery(schemas, unordered(parameters));
  const collection = userCollection(ports, context, baseUrl, query, parameters);
  const filter = query.filter && withinType(schemas, GROUP_SCHEMAS, query.filter);
  const candidates = isAsked(filter) ? userCandidates(ports, context, filter) : undefined;
  return typeQuery(ports, context, query, collection, matchesOf(schemas, filter), candidates);
}

function groupsIn(
  ports: QueryGroupPorts,
  context: WorkspaceContext,
  { baseUrl }: ScimRequest,
  parameters: QueryParameters,
): TypeQuery {
  const { schemas } = profileNamed(context.workspace.profile);
  const query = readQuery(GROUP_SCHEMAS, unordered(parameters));
  const collection = groupCollection(ports, context, baseUrl, query, parameters);
  const filter = query.filter && withinType(GROUP_SCHEMAS, schemas, query.filter);
  const candidates = isAsked(filter) ? groupCandidates(ports, context, filter) : undefined;
  return typeQuery(ports, context, query, collection, matchesOf(GROUP_SCHEMAS, filter), candidates);
}

type Matches = Predicate | 'all' | 'none';

function isAsked(filter: Filter | boolean | undefined): filter is Filter {
  return typeof filter === 'object';
}

/** @throws {ScimError} `invalidFilter` (400). */
function matchesOf(schemas: ResourceSchemas, filter: Filter | boolean | undefined): Matches {
  if (isAsked(filter)) return compileFilter(schemas, filter);
  return filter === false ? 'none' : 'all';
}

function typeQuery<Resource extends { readonly id: string }>(
  ports: ListPorts,
  context: WorkspaceContext,
  query: Query,
  collection: Collection<Resource>,
  matches: Matches,
  candidates: Candidates<Resource> | undefined,
): TypeQuery {
  const toHit = ({ resource, rendered }: Match<Resource>): Hit => ({
    rendered,
    show: () => collection.show([resource]),
  });
  return {
    query,
    async find() {
      if (matches === 'none') return [];
      const predicate = matches === 'all' ? undefined : matches;
      const found = await findMatching(ports, context, collection, predicate, candidates);
      return found.map(toHit);
    },
  };
}
