/** Groups of a list, with the members of those that have few. */

import { chunksOf } from '#directory/chunks-of.ts';
import type { Group } from '#directory/group.ts';
import type { Bucket } from '#directory/membership.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { FIRST_BUCKET } from '#provisioning/groups/read-group.ts';
import { renderGroup } from '#provisioning/groups/render-group.ts';
import type { QueryGroupPorts } from '#provisioning/ports.ts';
import type { JsonObject } from '#scim/json.ts';
import { MAX_PAGE_BYTES } from '#scim/list-response.ts';

/** Groups whose members are read at once. */
const AT_ONCE = 10;

/** One bucket of each first: it tells which are large. It stops at 5 MB. */
export async function showGroups(
  ports: QueryGroupPorts,
  context: WorkspaceContext,
  baseUrl: string,
  list: readonly Group[],
): Promise<readonly JsonObject[]> {
  const ids = list.map(({ id }) => id);
  const firstBuckets = ids.length === 0 ? [] : await ports.groups.bucketInEach(context, ids, 0);
  const shown: JsonObject[] = [];
  let bytes = 0;
  for (const chunk of chunksOf(
    AT_ONCE,
    list.map((group, index) => ({ group, index })),
  )) {
    if (bytes > MAX_PAGE_BYTES) break;
    const rendered = await Promise.all(
      chunk.map(async ({ group, index }) => {
        const buckets = await fewBuckets(ports, context, group, firstBuckets[index]);
        return renderGroup(baseUrl, { group, buckets });
      }),
    );
    bytes += Buffer.byteLength(JSON.stringify(rendered));
    shown.push(...rendered);
  }
  return shown;
}

function fewBuckets(
  { groups }: QueryGroupPorts,
  context: WorkspaceContext,
  { id }: Group,
  first: Bucket | undefined,
): Promise<readonly Bucket[]> | undefined {
  const isFew = first !== undefined && first.memberIds.size <= FIRST_BUCKET.list;
  return isFew ? groups.allBuckets(context, id) : undefined;
}
