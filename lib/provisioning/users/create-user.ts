import { userRecord } from '#activity/record.ts';
import type { User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { type Decision, decideUser } from '#mapping/decide-user.ts';
import { eventPerson } from '#mapping/product-user.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import { mistakenForRole } from '#mapping/role-word.ts';
import { changedParts } from '#mapping/user-changes.ts';
import type { UserPorts } from '#provisioning/ports.ts';
import { userResult } from '#provisioning/users/render-user.ts';
import { readUserBody, taken } from '#provisioning/users/user-request.ts';
import type { ScimRequest, ScimResult } from '#scim/exchange.ts';

/**
 * POST /Users (RFC 7644 §3.3): 201 and the user.
 *
 * @throws {ScimError} 400 `invalidValue`, 409 `uniqueness`.
 */
export async function createUser(
  ports: UserPorts,
  context: WorkspaceContext,
  request: ScimRequest,
): Promise<ScimResult> {
  const profile = profileNamed(context.workspace.profile);
  const { projection, resource, ignored } = readUserBody(profile, request);
  const decision = decideUser(profile, {
    change: 'create',
    before: undefined,
    resource,
    deprovisions: false,
  });
  const user = newUser(ports, decision);
  const record = userRecord(ports, context, {
    operation: 'create',
    after: user,
    changed: changedParts(profile, undefined, user),
    ignored: [...ignored, ...mistakenForRole(profile, resource)],
    status: 201,
    person: eventPerson(profile, user),
  });

  const outcome = await ports.users.create(context, user, record);

  if (outcome.kind === 'taken') throw taken(outcome);
  return userResult('created', profile, request.baseUrl, projection, user);
}

function newUser({ newId, now }: UserPorts, { user }: Decision): User {
  const createdAt = new Date(now()).toISOString();
  return {
    ...user,
    id: newId(),
    version: 1,
    createdAt,
    updatedAt: createdAt,
    provisionedBy: 'scim',
    appFields: {},
    groupIds: new Set(),
  };
}
