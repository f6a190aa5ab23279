/** A page of an unfiltered list, where a walk through the pages left off (RFC 7644 §3.4.2.4). */

import type { Ahead } from '#directory/page-bookmarks.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Collection, type ResourcePage, tooManyToWalk } from '#provisioning/collection.ts';
import type { ListPorts } from '#provisioning/ports.ts';
import type { JsonObject } from '#scim/json.ts';
import { listResponse, MAX_PAGE_BYTES, type Page, upToPageSize } from '#scim/list-response.ts';

interface FoundPage<Resource> extends ResourcePage<Resource> {
  /** For the bookmark of the next one, where it has been seen. */
  readonly ahead?: Ahead;
}

const NOTHING: FoundPage<never> = { resources: [], bytes: 0, more: false };

/**
 * A client that asks for one page after the other is led from each to the next by a bookmark: it may
 * see a resource twice, and misses none that was there throughout, whatever else comes and goes.
 *
 * `totalResults` is the number of resources; while some follow, at least enough for the client to ask on.
 *
 * @throws {ScimError} `tooMany` (400) for a page in the middle of a large workspace that no bookmark
 *   leads to.
 */
export async function pageOfResources<Resource extends { readonly id: string }>(
  ports: ListPorts,
  context: WorkspaceContext,
  collection: Collection<Resource>,
  page: Page,
): Promise<JsonObject> {
  const { startIndex, count } = page;
  const { resourceType } = collection;
  const total = await collection.count();
  const { shown, more, lastId, ahead } = await showPage(ports, context, collection, page, total);
  const next = startIndex + shown.length;
  if (more && lastId !== undefined) {
    const bookmark = { resourceType, startIndex: next, count };
    await ports.bookmarks.keep(context, bookmark, lastId, ahead);
  }
  return listResponse(startIndex, more ? Math.max(total, next) : total, shown);
}

/** What was read is forgotten here: while the bookmark is kept, many pages may be in memory. */
async function showPage<Resource extends { readonly id: string }>(
  ports: ListPorts,
  context: WorkspaceContext,
  collection: Collection<Resource>,
  page: Page,
  total: number,
) {
  const { resources, more, ahead } =
    page.count === 0 ? NOTHING : await readPage(ports, context, collection, page, total);
  const shown = upToPageSize(await collection.show(resources));
  const lastId = resources[shown.length - 1]?.id;
  return { shown, more: more || shown.length < resources.length, lastId, ahead };
}

async function readPage<Resource extends { readonly id: string }>(
  { bookmarks, maxWalk }: ListPorts,
  context: WorkspaceContext,
  collection: Collection<Resource>,
  { startIndex, count }: Page,
  total: number,
): Promise<FoundPage<Resource>> {
  const request = { limit: count, maxBytes: MAX_PAGE_BYTES };
  if (startIndex === 1) return collection.page(request);
  const bookmark = { resourceType: collection.resourceType, startIndex, count };
  const { after: kept, ahead } = await bookmarks.read(context, bookmark);
  const after = kept ?? (await idBefore(collection, startIndex, { total, maxWalk }));
  return after === undefined
    ? NOTHING
    : { ...(await collection.page({ ...request, after })), ahead };
}

/** Where no bookmark leads, positions are counted. */
async function idBefore<Resource extends { readonly id: string }>(
  collection: Collection<Resource>,
  startIndex: number,
  { total, maxWalk }: { readonly total: number; readonly maxWalk: number },
): Promise<string | undefined> {
  if (startIndex > total) return undefined;
  if (total > maxWalk) throw tooManyToWalk(collection, maxWalk);
  return collection.idAt(startIndex - 1);
}
