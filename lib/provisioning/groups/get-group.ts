import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { isConditional } from '#provisioning/groups/change-group.ts';
import { groupProjection, wantsMembers } from '#provisioning/groups/group-request.ts';
import { FIRST_BUCKET, readGroup, shownBuckets } from '#provisioning/groups/read-group.ts';
import { groupLocation, groupResult, groupVersion } from '#provisioning/groups/render-group.ts';
import type { ReadGroupPorts } from '#provisioning/ports.ts';
import { entityTag, isNotModified } from '#scim/etag.ts';
import type { ScimRequest, ScimResult } from '#scim/exchange.ts';

/**
 * GET /Groups/{id} (RFC 7644 §3.4.1): 200 and the group, or 304. With more than 10,000 members it
 * comes without them, and without a version.
 *
 * @throws {ScimError} 404, 412.
 */
export async function getGroup(
  ports: ReadGroupPorts,
  context: WorkspaceContext,
  request: ScimRequest,
): Promise<ScimResult> {
  const { id, preconditions, baseUrl } = request;
  const projection = groupProjection(request);
  const shows = wantsMembers(projection);
  const insists = isConditional(preconditions);
  const need = { numbers: [], shows, insists, firstBucket: FIRST_BUCKET.get };
  const { group, buckets } = await readGroup(ports, context, id, need);
  if (insists) {
    const version = groupVersion(group, buckets);
    if (isNotModified(preconditions, version)) {
      const location = groupLocation(baseUrl, group.id);
      return { kind: 'notModified', location, version: entityTag(version) };
    }
  }
  const whole = shows ? { group, buckets: shownBuckets(buckets) } : { group };
  return groupResult('resource', baseUrl, projection, whole);
}
