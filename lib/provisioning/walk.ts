/** Goes through the resources of a workspace one by one, within bounds. */

import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Collection, tooManyToWalk } from '#provisioning/collection.ts';
import type { ListPorts } from '#provisioning/ports.ts';
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
  ports: Pick<ListPorts, 'maxWalk' | 'now'>,
  context: WorkspaceContext,
  collection: Collection<Resource>,
  matches: Predicate,
): Promise<readonly Match<Resource>[]> {
  const { maxWalk, now } = ports;
  if ((await collection.count()) > maxWalk) throw tooManyToWalk(collection, maxWalk);
  const matching: Match<Resource>[] = [];
  let after: string | undefined;
  let bytesLeft = MAX_WALK_BYTES;
  let walked = 0;
  do {
    const request = { after, limit: STRIDE, maxBytes: bytesLeft };
    const { resources, bytes, more } = await collection.page(request);
    matching.push(...(await matchesAmong(ports, context, collection, resources, matches)));
    walked += resources.length;
    bytesLeft -= bytes;
    after = more ? resources.at(-1)?.id : undefined;
    if (more && (walked >= maxWalk || bytesLeft <= 0 || now() > context.deadline)) {
      throw tooManyToWalk(collection, maxWalk);
    }
  } while (after !== undefined);
  return matching;
}

/**
 * Those that match. The clock is looked at between two of them: fifty comparisons with a thousand values
 * of each take longer than to read them.
 *
 * @throws {ScimError} `tooMany` (400).
 */
export async function matchesAmong<Resource extends { readonly id: string }>(
  { maxWalk, now }: Pick<ListPorts, 'maxWalk' | 'now'>,
  { deadline }: WorkspaceContext,
  collection: Collection<Resource>,
  resources: readonly Resource[],
  matches: Predicate,
): Promise<readonly Match<Resource>[]> {
  const rendered = await collection.render(resources);
  return resources
    .map((resource, index) => ({ resource, rendered: rendered[index] as JsonObject }))
    .filter((match, index) => {
      if (index > 0 && now() > deadline) throw tooManyToWalk(collection, maxWalk);
      return matches(match.rendered);
    });
}
