/** Read, decide, write on that version, and once more where somebody was faster. */

import { userRecord } from '#activity/record.ts';
import type { ChangeOutcome } from '#directory/ports.ts';
import type { User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Decision, decideUser, keepIdentityEmail } from '#mapping/decide-user.ts';
import { eventPerson } from '#mapping/product-user.ts';
import type { Profile } from '#mapping/profile.ts';
import { roleEditing, withRole } from '#mapping/role.ts';
import { changedParts, isSame } from '#mapping/user-changes.ts';
import { noteUnchanged } from '#provisioning/note-unchanged.ts';
import type { ChangeUserPorts } from '#provisioning/ports.ts';
import { untilWritten } from '#provisioning/until-written.ts';
import { userResult } from '#provisioning/users/render-user.ts';
import { groupNamesOf, wantsGroups } from '#provisioning/users/user-groups.ts';
import { requireUser, taken, userNotFound } from '#provisioning/users/user-request.ts';
import { checkPreconditions } from '#scim/etag.ts';
import type { ScimRequest, ScimResult } from '#scim/exchange.ts';
import type { JsonObject } from '#scim/json.ts';
import type { Projection } from '#scim/projection.ts';

/** What a request makes of a user, however often it has to be asked. */
export interface Edit {
  readonly change: 'replace' | 'patch';
  readonly profile: Profile;
  readonly projection: Projection;
  /** The whole resource, as the request would have it. */
  readonly apply: (before: JsonObject) => JsonObject;
  /** Whether the request says `active: false`: then no rule of the profile stops it. */
  readonly deprovisions: boolean;
  /** Whether the request sends a role. */
  readonly sendsRole: boolean;
  /** Names of attributes that were sent and are not in the schemas. */
  readonly ignored: readonly string[];
}

/**
 * Without `If-Match`, requests that meet all land, one after the other. An edit that changes nothing
 * leaves version and `meta.lastModified` as they are.
 *
 * @throws {ScimError} 404, 409 `uniqueness`, 412, and what the edit itself throws.
 * @throws {TryAgain} where the attempts outlast the request.
 */
export async function changeUser(
  ports: ChangeUserPorts,
  context: WorkspaceContext,
  { id, preconditions, baseUrl }: ScimRequest,
  edit: Edit,
): Promise<ScimResult> {
  const { profile, projection } = edit;
  return untilWritten(ports, context, preconditions, async () => {
    const before = withRole(profile, await requireUser(ports, context, id));
    checkPreconditions(preconditions, before.version);
    const names = wantsGroups(projection)
      ? await groupNamesOf(ports, context, [before])
      : undefined;
    const { outcome, user } = await commit(ports, context, edit, before);
    if (outcome.kind === 'done') {
      return userResult('resource', profile, baseUrl, projection, user, names);
    }
    if (outcome.kind === 'gone') throw userNotFound();
    if (outcome.kind === 'taken') throw taken(outcome);
    return undefined;
  });
}

interface Attempt {
  readonly outcome: ChangeOutcome;
  readonly user: User;
}

async function commit(
  ports: ChangeUserPorts,
  context: WorkspaceContext,
  edit: Edit,
  before: User,
): Promise<Attempt> {
  const { change, profile, deprovisions, sendsRole } = edit;
  const resource = edit.apply(before.resource);
  const insistsOnRole = sendsRole && roleEditing(profile, context.workspace.settings) === 'idp';
  const proposal = { change, before, resource, deprovisions, insistsOnRole };
  const decision = decideUser(profile, proposal);
  const attempt = await write(ports, context, edit, before, decision);
  const blockedByEmail = attempt.outcome.kind === 'taken' && attempt.outcome.claim === 'email';
  if (!blockedByEmail || !deprovisions || decision.user.active) return attempt;
  return write(ports, context, edit, before, keepIdentityEmail(profile, before, decision));
}

async function write(
  ports: ChangeUserPorts,
  context: WorkspaceContext,
  { change, profile, ignored }: Edit,
  before: User,
  { user, kept }: Decision,
): Promise<Attempt> {
  const notes = [...ignored, ...kept];
  if (isSame(before, user)) {
    await noteUnchanged(ports, context, change, { type: 'User', id: before.id }, notes);
    return { outcome: { kind: 'done' }, user: before };
  }
  const updatedAt = new Date(ports.now()).toISOString();
  const after: User = { ...before, ...user, version: before.version + 1, updatedAt };
  const record = userRecord(ports, context, {
    operation: change,
    before,
    after,
    changed: changedParts(profile, before, after),
    ignored: notes,
    status: 200,
    person: eventPerson(profile, after),
  });
  return { outcome: await ports.users.replace(context, before, after, record), user: after };
}
