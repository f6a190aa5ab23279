/** Read, decide, write on those versions, and once more where somebody was faster. */

import type { ActivityRecord, Work } from '#directory/activity-record.ts';
import type { Group } from '#directory/group.ts';
import type { GroupChange } from '#directory/group-ports.ts';
import type { Bucket, MembershipChange } from '#directory/membership.ts';
import type { ChangeOutcome } from '#directory/ports.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { decideGroup } from '#mapping/decide-group.ts';
import { applyMembership, concernedBuckets } from '#provisioning/groups/apply-membership.ts';
import { groupNotFound, nameTaken, wantsMembers } from '#provisioning/groups/group-request.ts';
import { changesRoles } from '#provisioning/groups/group-roles.ts';
import { withoutStrangers } from '#provisioning/groups/known-members.ts';
import { planChange } from '#provisioning/groups/plan-change.ts';
import { projectTogether } from '#provisioning/groups/project-members.ts';
import { evaluateRoles } from '#provisioning/groups/project-roles.ts';
import {
  FIRST_BUCKET,
  type ReadGroup,
  readGroup,
  shownBuckets,
} from '#provisioning/groups/read-group.ts';
import type { Membership } from '#provisioning/groups/read-membership.ts';
import { groupResult, groupVersion, renderMember } from '#provisioning/groups/render-group.ts';
import { beginWork, recordsOf } from '#provisioning/groups/work.ts';
import { noteUnchanged } from '#provisioning/note-unchanged.ts';
import type { ChangeGroupPorts } from '#provisioning/ports.ts';
import { untilWritten } from '#provisioning/until-written.ts';
import { checkPreconditions } from '#scim/etag.ts';
import type { ScimRequest, ScimResult } from '#scim/exchange.ts';
import { equalJson, type JsonObject } from '#scim/json.ts';
import type { Projection } from '#scim/projection.ts';
import { changedAttributes } from '#scim/resource.ts';
import { GROUP_SCHEMAS } from '#scim/schema/core-group.ts';

/** What a request makes of a group, however often it has to be asked. */
export interface GroupEdit {
  readonly change: 'replace' | 'patch';
  readonly projection: Projection;
  /** The group's own attributes, as the request would have them. */
  readonly apply: (before: JsonObject) => JsonObject;
  readonly membership: Membership;
  /** Names of attributes that were sent and are not in the schema. */
  readonly ignored: readonly string[];
}

/**
 * Requests that change different members do not wait for one another; those that meet all land, one
 * after the other. An edit that changes nothing leaves the version as it is.
 *
 * @throws {ScimError} 404, 409 `uniqueness`, 412, 400 `tooMany`, and what the edit itself throws.
 * @throws {TryAgain} where the attempts outlast the request.
 */
export async function changeGroup(
  ports: ChangeGroupPorts,
  context: WorkspaceContext,
  request: ScimRequest,
  edit: GroupEdit,
): Promise<ScimResult> {
  const { preconditions, baseUrl } = request;
  return untilWritten(ports, context, preconditions, async () => {
    const read = await readForEdit(ports, context, request, edit);
    const { outcome, after } = await commit(ports, context, request, edit, read);
    if (outcome.kind === 'done') {
      const whole = { group: after.group, buckets: shownBuckets(after.buckets) };
      return groupResult('resource', baseUrl, edit.projection, hiding(edit, whole));
    }
    if (outcome.kind === 'gone') throw groupNotFound();
    if (outcome.kind === 'taken') throw nameTaken();
    return undefined;
  });
}

async function readForEdit(
  ports: ChangeGroupPorts,
  context: WorkspaceContext,
  { id, preconditions }: ScimRequest,
  { projection, membership }: GroupEdit,
): Promise<ReadGroup> {
  const insists = isConditional(preconditions);
  const read = await readGroup(ports, context, id, {
    numbers: concernedBuckets(membership.steps),
    shows: wantsMembers(projection),
    insists,
    firstBucket: FIRST_BUCKET.list,
  });
  if (insists) checkPreconditions(preconditions, groupVersion(read.group, read.buckets));
  return read;
}

export function isConditional({ ifMatch, ifNoneMatch }: ScimRequest['preconditions']): boolean {
  return ifMatch !== undefined || ifNoneMatch !== undefined;
}

interface Attempt {
  readonly outcome: ChangeOutcome;
  readonly after: ReadGroup;
}

async function commit(
  ports: ChangeGroupPorts,
  context: WorkspaceContext,
  { preconditions, baseUrl }: ScimRequest,
  { change: operation, apply, membership: { steps, hasStrangers }, ignored }: GroupEdit,
  { group: before, buckets }: ReadGroup,
): Promise<Attempt> {
  const decision = decideGroup(operation, apply(before.resource));
  const wanted = applyMembership(steps, buckets, (id) => renderMember(baseUrl, id));
  const { membership, skipped } = await withoutStrangers(ports, context, wanted);
  const notes = hasStrangers || skipped > 0 ? [...ignored, 'members'] : ignored;
  const after = nextGroup(ports, before, decision);
  if (after === before && isNothing(membership)) {
    await noteUnchanged(ports, context, operation, { type: 'Group', id: before.id }, notes);
    return { outcome: { kind: 'done' }, after: { group: before, buckets } };
  }
  const change = await planChange(ports, context, {
    operation,
    before,
    after,
    changed: changedAttributes(GROUP_SCHEMAS, before.resource, after.resource),
    membership,
    buckets,
    isConditional: isConditional(preconditions),
    ignored: notes,
    status: 200,
    work: workAfter(context, before, after),
  });
  const outcome = await ports.groups.change(context, change);
  if (outcome.kind === 'done') {
    await beginWork(ports, context, (inTime) => project(ports, inTime, change.records));
  }
  return { outcome, after: { group: after, buckets: bucketsAfter(buckets, change) } };
}

/** A rename may win or lose a role for every member. */
function workAfter({ workspace }: WorkspaceContext, before: Group, after: Group): Work | undefined {
  const groups = [before, after].map(({ resource }) => String(resource.displayName));
  return changesRoles(workspace, groups) ? { kind: 'evaluateRoles', groups } : undefined;
}

async function project(
  ports: ChangeGroupPorts,
  context: WorkspaceContext,
  records: readonly ActivityRecord[],
): Promise<void> {
  await projectTogether(ports, context, recordsOf('projectMembers', records));
  for (const record of recordsOf('evaluateRoles', records)) {
    await evaluateRoles(ports, context, record);
  }
}

/** The very same where nothing of its own changes. */
function nextGroup(
  { now }: ChangeGroupPorts,
  before: Group,
  decision: Pick<Group, 'keys' | 'resource'>,
): Group {
  if (equalJson(before.resource, decision.resource)) return before;
  const updatedAt = new Date(now()).toISOString();
  return { ...before, ...decision, version: before.version + 1, updatedAt };
}

function isNothing({ added, removed }: MembershipChange): boolean {
  return added.length === 0 && removed.length === 0;
}

export function bucketsAfter(
  buckets: readonly Bucket[],
  { buckets: changes }: Pick<GroupChange, 'buckets'>,
): readonly Bucket[] {
  const changed = new Map(changes.map(({ after }) => [after.number, after]));
  return buckets.map((bucket) => changed.get(bucket.number) ?? bucket);
}

/** An answer to which members do not belong has no version either. */
function hiding({ projection }: GroupEdit, whole: Parameters<typeof groupResult>[3]) {
  return wantsMembers(projection) ? whole : { group: whole.group };
}
