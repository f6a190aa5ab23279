/** A group as SCIM shows it (RFC 7643 §3.1, §4.2). */

import type { Group } from '#directory/group.ts';
import { type Bucket, memberIdsIn } from '#directory/membership.ts';
import { entityTag } from '#scim/etag.ts';
import type { ScimResult } from '#scim/exchange.ts';
import type { JsonObject } from '#scim/json.ts';
import { type Projection, project } from '#scim/projection.ts';
import { CORE_GROUP } from '#scim/schema/core-group.ts';

/** A group with all of its buckets; without them it is shown without members, and has no version. */
export interface WholeGroup {
  readonly group: Group;
  readonly buckets?: readonly Bucket[];
}

export function renderGroup(baseUrl: string, { group, buckets }: WholeGroup): JsonObject {
  const memberIds = memberIdsIn(buckets ?? []);
  return {
    schemas: [CORE_GROUP.id],
    id: group.id,
    ...group.resource,
    ...(memberIds.length > 0 && { members: memberIds.map((id) => renderMember(baseUrl, id)) }),
    meta: {
      resourceType: 'Group',
      created: group.createdAt,
      lastModified: lastModified(group, buckets),
      location: groupLocation(baseUrl, group.id),
      ...(buckets && { version: entityTag(groupVersion(group, buckets)) }),
    },
  };
}

export function renderMember(baseUrl: string, userId: string): JsonObject {
  return { value: userId, $ref: `${baseUrl}/Users/${userId}`, type: 'User' };
}

export function groupLocation(baseUrl: string, groupId: string): string {
  return `${baseUrl}/Groups/${groupId}`;
}

/** The versions of the group and of its buckets together: one more with each change of either. */
export function groupVersion({ version }: Group, buckets: readonly Bucket[]): number {
  return buckets.reduce((sum, bucket) => sum + bucket.version, version);
}

/** The result of an operation that returns one group. */
export function groupResult(
  kind: 'created' | 'resource',
  baseUrl: string,
  projection: Projection,
  whole: WholeGroup,
): ScimResult {
  const { group, buckets } = whole;
  const body = project(projection, renderGroup(baseUrl, whole));
  const location = groupLocation(baseUrl, group.id);
  const version = buckets && entityTag(groupVersion(group, buckets));
  return { kind, body, location, version };
}

function lastModified({ updatedAt }: Group, buckets: readonly Bucket[] = []): string {
  const times = buckets.map((bucket) => bucket.updatedAt ?? '');
  return [updatedAt, ...times].reduce((latest, time) => (time > latest ? time : latest));
}
