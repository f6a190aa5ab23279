import type { Group } from '#directory/group.ts';
import { BUCKET_NUMBERS, type Bucket } from '#directory/membership.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { decideGroup } from '#mapping/decide-group.ts';
import { bucketsAfter } from '#provisioning/groups/change-group.ts';
import { nameTaken, readGroupBody, wantsMembers } from '#provisioning/groups/group-request.ts';
import { withoutStrangers } from '#provisioning/groups/known-members.ts';
import { planChange } from '#provisioning/groups/plan-change.ts';
import { projectTogether } from '#provisioning/groups/project-members.ts';
import { shownBuckets } from '#provisioning/groups/read-group.ts';
import { groupResult } from '#provisioning/groups/render-group.ts';
import { beginWork, recordsOf } from '#provisioning/groups/work.ts';
import type { CreateGroupPorts } from '#provisioning/ports.ts';
import type { ScimRequest, ScimResult } from '#scim/exchange.ts';
import { changedAttributes } from '#scim/resource.ts';
import { GROUP_SCHEMAS } from '#scim/schema/core-group.ts';

/** What a new group has. */
const NO_MEMBERS: readonly Bucket[] = BUCKET_NUMBERS.map((number) => ({
  number,
  version: 0,
  memberIds: new Set(),
}));

/**
 * POST /Groups (RFC 7644 §3.3): 201 and the group. Members who are no SCIM users of the workspace are
 * passed over.
 *
 * @throws {ScimError} 400 (`invalidValue`, `tooMany`), 409 `uniqueness`.
 */
export async function createGroup(
  ports: CreateGroupPorts,
  context: WorkspaceContext,
  request: ScimRequest,
): Promise<ScimResult> {
  const { projection, resource, ignored, members } = readGroupBody(request);
  const group = newGroup(ports, decideGroup('create', resource));
  const { ids = [], hasStrangers = false } = members ?? {};
  const wanted = { added: [...new Set(ids)], removed: [] };
  const known = await withoutStrangers(ports, context, wanted);
  const change = await planChange(ports, context, {
    operation: 'create',
    after: group,
    changed: changedAttributes(GROUP_SCHEMAS, {}, group.resource),
    membership: known.membership,
    buckets: NO_MEMBERS,
    isConditional: false,
    ignored: hasStrangers || known.skipped > 0 ? [...ignored, 'members'] : ignored,
    status: 201,
  });

  const { kind } = await ports.groups.change(context, change);

  if (kind === 'taken') throw nameTaken();
  await beginWork(ports, context, (inTime) =>
    projectTogether(ports, inTime, recordsOf('projectMembers', change.records)),
  );
  const buckets = shownBuckets(bucketsAfter(NO_MEMBERS, change));
  const whole = wantsMembers(projection) ? { group, buckets } : { group };
  return groupResult('created', request.baseUrl, projection, whole);
}

function newGroup(
  { newId, now }: CreateGroupPorts,
  decision: Pick<Group, 'keys' | 'resource'>,
): Group {
  const createdAt = new Date(now()).toISOString();
  return { ...decision, id: newId(), version: 1, createdAt, updatedAt: createdAt };
}
