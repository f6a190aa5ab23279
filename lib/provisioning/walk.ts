/** Goes through the resources of a workspace one by one, within bounds. */

import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Collection, tooManyToWalk } from '#provisioning/collection.ts';
import type { UserPorts } from '#provisioning/ports.ts';
import type { Predicate } from '#scim/filter/evaluate.ts';
import type { JsonObject } from '#scim/json.ts';

/** Resources that are read at once. */
const STRIDE = 500;
/** Bytes of stored resources that one walk may read. */
const MAX_WALK_BYTES = 50 * 1024 * 1024;

/** A resource, and what the filter was tested against. */
export interface Match<Resource> {
  readonly resource: Resource;
  readonly rendered: JsonObject;
}

/**
 * Every resource that matches, in order of creation. Their number is read first, so that a larger
 * workspace is refused before any of them is.
 *
 * @throws {ScimError} `tooMany` (400): never a part of the answer.
 */
export async function walk<Resource extends { readonly id: string }>(
  { maxWalk, now }: Pick<UserPorts, 'maxWalk' | 'now'>,
  { deadline }: WorkspaceContext,
  collection: Collection<Resource>,
  matches: Predicate,
): Promise<readonly Match<Resource>[]> {
  if ((await collection.count()) > maxWalk) throw tooManyToWalk(collection, maxWalk);
  const matching: Match<Resource>[] = [];
  let after: string | undefined;
  let bytesLeft = MAX_WALK_BYTES;
  let walked = 0;
  do {
    const request = { after, limit: STRIDE, maxBytes: bytesLeft };
    const { resources, bytes, more } = await collection.page(request);
    const inTime = whileInTime(matches, () => {
      if (now() > deadline) throw tooManyToWalk(collection, maxWalk);
    });
    matching.push(...(await matchesAmong(collection, resources, inTime)));
    walked += resources.length;
    bytesLeft -= bytes;
    after = more ? resources.at(-1)?.id : undefined;
    if (more && (walked >= maxWalk || bytesLeft <= 0 || now() > deadline)) {
      throw tooManyToWalk(collection, maxWalk);
    }
  } while (after !== undefined);
  return matching;
}

export async function matchesAmong<Resource extends { readonly id: string }>(
  { render }: Collection<Resource>,
  resources: readonly Resource[],
  matches: Predicate,
): Promise<readonly Match<Resource>[]> {
  const rendered = await render(resources);
  return resources
    .map((resource, index) => ({ resource, rendered: rendered[index] as JsonObject }))
    .filter((match) => matches(match.rendered));
}

/** Fifty comparisons with a thousand values of each resource take longer than to read them. */
function whileInTime(matches: Predicate, checkTime: () => void): Predicate {
  let isFirst = true;
  return (resource) => {
    if (!isFirst) checkTime();
    isFirst = false;
    return matches(resource);
  };
}
