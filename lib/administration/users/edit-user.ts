import { userRecord } from '#activity/record.ts';
import { type AdminRequest, type AdminResult, checkVersion } from '#administration/exchange.ts';
import type { UserAdministrationPorts } from '#administration/ports.ts';
import { applyEdit } from '#administration/users/apply-edit.ts';
import { renderUser, requirePerson } from '#administration/users/render-user.ts';
import { readUserBody, type UserBody } from '#administration/users/user-body.ts';
import { alreadyExists, checkEdit, checkIsThere } from '#administration/users/user-rules.ts';
import type { ChangeOutcome } from '#directory/ports.ts';
import { untilDecided } from '#directory/until-decided.ts';
import type { User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { eventPerson } from '#mapping/product-user.ts';
import type { Profile } from '#mapping/profile.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import { withRole } from '#mapping/role.ts';
import { changedParts, isSame } from '#mapping/user-changes.ts';

/**
 * PATCH /admin/workspaces/{ws}/users/{id} `{role?, active?, <product fields>?, appFields?}`: what is not
 * given stays. `If-Match` makes it conditional. An edit that changes nothing is refused by no rule.
 *
 * @throws {Problem} 400, 404, 409 saying which rule or switch refuses and what to do, 412.
 * @throws {TryAgain} where the attempts outlast the request.
 */
export async function editUser(
  ports: UserAdministrationPorts,
  context: WorkspaceContext,
  request: AdminRequest,
): Promise<AdminResult> {
  const profile = profileNamed(context.workspace.profile);
  const body = readUserBody(profile, request);
  return untilDecided(ports, context, async () => {
    const known = await requirePerson(ports.people, context, request.parameters.id);
    checkVersion(request, known.user.version);
    checkIsThere(known);
    const before = withRole(profile, known.user);
    checkEdit(profile, context.workspace.settings, before, body);
    const after = edited(ports, profile, before, body);
    const outcome = await write(ports, context, profile, before, after);
    if (outcome.kind === 'done') {
      const shown = await renderUser(ports, context, { user: after });
      return { kind: 'document', body: shown, version: after.version };
    }
    if (outcome.kind === 'taken') {
      throw alreadyExists(context, outcome, { profile, fields: body.fields });
    }
    // Gone from where they stood: deleted, or adopted by the identity provider meanwhile.
    return undefined;
  });
}

/** The same user where nothing changes. */
function edited(
  { now }: UserAdministrationPorts,
  profile: Profile,
  before: User,
  body: UserBody,
): User {
  const parts = applyEdit(profile, before, body);
  if (isSame(before, parts)) return before;
  const updatedAt = new Date(now()).toISOString();
  return { ...before, ...parts, version: before.version + 1, updatedAt };
}

async function write(
  ports: UserAdministrationPorts,
  context: WorkspaceContext,
  profile: Profile,
  before: User,
  after: User,
): Promise<ChangeOutcome> {
  if (after === before) return { kind: 'done' };
  const record = userRecord(ports, context, {
    operation: 'patch',
    before,
    after,
    changed: changedParts(profile, before, after),
    ignored: [],
    status: 200,
    person: eventPerson(profile, after),
  });
  return ports.users.replace(context, before, after, record);
}
