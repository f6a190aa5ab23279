/** A list by key, page by page, or by walk (RFC 7644 §3.4.2). */

import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Collection, type ResourcePage, tooManyToWalk } from '#provisioning/collection.ts';
import { pageOfResources } from '#provisioning/page-of-resources.ts';
import type { ListPorts } from '#provisioning/ports.ts';
import { type Match, matchesAmong, walk } from '#provisioning/walk.ts';
import type { ScimRequest } from '#scim/exchange.ts';
import type { Predicate } from '#scim/filter/evaluate.ts';
import type { JsonObject } from '#scim/json.ts';
import { listResponse, upToPageSize } from '#scim/list-response.ts';
import { type Query, readSearchRequest } from '#scim/query.ts';
import { type QueryParameters, readQueryString } from '#scim/query-string.ts';

/** Parameters of a GET or of a `.search`, which come to the same. */
export function listParameters({ method, queryString, body }: ScimRequest): QueryParameters {
  return method === 'POST' ? readSearchRequest(body ?? null) : readQueryString(queryString);
}

/** A key look-up whose result has every resource that the filter can be true of. */
export type Candidates<Resource> = () => Promise<Omit<ResourcePage<Resource>, 'bytes'>>;

/**
 * @param matches undefined where the query has no filter.
 * @param candidates undefined where no key leads to the answer.
 * @throws {ScimError} `tooMany` (400) where neither a key nor a bounded walk leads to the answer.
 */
export async function queryCollection<Resource extends { readonly id: string }>(
  ports: ListPorts,
  context: WorkspaceContext,
  collection: Collection<Resource>,
  { order, page }: Query,
  matches: Predicate | undefined,
  candidates: Candidates<Resource> | undefined,
): Promise<JsonObject> {
  if (matches === undefined && order === undefined) {
    return pageOfResources(ports, context, collection, page);
  }
  const matching = await findMatching(ports, context, collection, matches, candidates);
  const sorted =
    order === undefined ? matching : matching.toSorted((a, b) => order(a.rendered, b.rendered));
  const start = page.startIndex - 1;
  const chosen = sorted.slice(start, start + page.count).map(({ resource }) => resource);
  const shown = chosen.length === 0 ? [] : await collection.show(chosen);
  return listResponse(page.startIndex, matching.length, upToPageSize(shown));
}

/** @throws {ScimError} `tooMany` (400). */
export async function findMatching<Resource extends { readonly id: string }>(
  ports: ListPorts,
  context: WorkspaceContext,
  collection: Collection<Resource>,
  matches: Predicate = () => true,
  candidates: Candidates<Resource> | undefined,
): Promise<readonly Match<Resource>[]> {
  if (candidates === undefined) return walk(ports, context, collection, matches);
  const { resources, more } = await candidates();
  if (more) throw tooManyToWalk(collection, ports.maxWalk);
  return matchesAmong(ports, context, collection, resources, matches);
}
