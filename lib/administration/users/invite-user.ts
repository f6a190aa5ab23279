import { userRecord } from '#activity/record.ts';
import type { AdminRequest, AdminResult } from '#administration/exchange.ts';
import type { UserAdministrationPorts } from '#administration/ports.ts';
import { badRequest } from '#administration/problem.ts';
import { applyInvitation, invitedResource } from '#administration/users/apply-edit.ts';
import { renderUser } from '#administration/users/render-user.ts';
import { readUserBody, type UserBody } from '#administration/users/user-body.ts';
import { alreadyExists } from '#administration/users/user-rules.ts';
import type { User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { identityEmail, userKeys } from '#mapping/keys.ts';
import { eventPerson } from '#mapping/product-user.ts';
import type { Profile } from '#mapping/profile.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import { defaultRole } from '#mapping/role.ts';
import { changedParts } from '#mapping/user-changes.ts';
import type { JsonObject } from '#scim/json.ts';

/**
 * POST /admin/workspaces/{ws}/users: 201 and a user who is invited by hand, invisible to SCIM. What a
 * profile requires of a provisioned user is not required; an address is, or a userName.
 *
 * @throws {Problem} 400; 409 where somebody has the userName or the e-mail address already.
 */
export async function inviteUser(
  ports: UserAdministrationPorts,
  context: WorkspaceContext,
  request: AdminRequest,
): Promise<AdminResult> {
  const profile = profileNamed(context.workspace.profile);
  const body = readUserBody(profile, request);
  const user = invited(ports, profile, body);
  const record = userRecord(ports, context, {
    operation: 'create',
    after: user,
    changed: changedParts(profile, undefined, user),
    ignored: [],
    status: 201,
    person: eventPerson(profile, user),
  });
  const outcome = await ports.users.create(context, user, record);
  if (outcome.kind === 'taken') {
    throw alreadyExists(context, outcome, { profile, fields: body.fields });
  }
  const shown = await renderUser(ports, context, { user });
  return { kind: 'created', body: shown, version: user.version };
}

function invited(ports: UserAdministrationPorts, profile: Profile, body: UserBody): User {
  const resource = invitedResource(profile, body.fields);
  checkAddress(profile, resource);
  const createdAt = new Date(ports.now()).toISOString();
  const role = defaultRole(profile);
  const blank: User = {
    id: ports.newId(),
    version: 1,
    createdAt,
    updatedAt: createdAt,
    active: resource.active === true,
    provisionedBy: 'manual',
    ...(role && { role }),
    keys: userKeys(resource, profile.identityEmail !== 'optional'),
    appFields: {},
    groupIds: new Set(),
    resource,
  };
  return { ...blank, ...applyInvitation(profile, blank, resource, body) };
}

function checkAddress({ identityEmail: rule }: Profile, resource: JsonObject): void {
  if (rule !== 'optional' && identityEmail(resource) === undefined) {
    throw badRequest('an invitation needs an e-mail address in this profile: send email');
  }
  if (typeof resource.userName !== 'string') {
    throw badRequest('an invitation needs email or userName: send one of them');
  }
}
