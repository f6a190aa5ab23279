import { untilDecided } from '#directory/until-decided.ts';
import type { User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { decideUser } from '#mapping/decide-user.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import { mistakenForRole } from '#mapping/role-word.ts';
import type { CreateUserPorts } from '#provisioning/ports.ts';
import { adoptUser, type Creation, creationRecord } from '#provisioning/users/adopt-user.ts';
import { userResult } from '#provisioning/users/render-user.ts';
import { readUserBody, taken } from '#provisioning/users/user-request.ts';
import type { ScimRequest, ScimResult } from '#scim/exchange.ts';

/**
 * POST /Users (RFC 7644 §3.3): 201 and the user. With `onManualConflict: adopt` a user who was invited
 * by hand and holds the userName or the e-mail becomes the identity provider's, with their id.
 *
 * @throws {ScimError} 400 `invalidValue`, 409 `uniqueness`.
 * @throws {TryAgain} where the attempts outlast the request.
 */
export async function createUser(
  ports: CreateUserPorts,
  context: WorkspaceContext,
  request: ScimRequest,
): Promise<ScimResult> {
  const profile = profileNamed(context.workspace.profile);
  const { projection, resource, ignored } = readUserBody(profile, request);
  const creation: Creation = {
    profile,
    resource,
    ignored: [...ignored, ...mistakenForRole(profile, resource)],
  };
  const user = await create(ports, context, creation);
  return userResult('created', profile, request.baseUrl, projection, user);
}

async function create(
  ports: CreateUserPorts,
  context: WorkspaceContext,
  creation: Creation,
): Promise<User> {
  const user = newUser(ports, creation);
  const record = creationRecord(ports, context, creation, user);
  return untilDecided(ports, context, async () => {
    const outcome = await ports.users.create(context, user, record);
    if (outcome.kind !== 'taken') return user;
    const isAdopted = context.workspace.settings.onManualConflict === 'adopt';
    if (outcome.manualUserId === undefined || !isAdopted) throw taken(outcome);
    return adoptUser(ports, context, creation, outcome.manualUserId);
  });
}

function newUser({ newId, now }: CreateUserPorts, { profile, resource }: Creation): User {
  const { user } = decideUser(profile, {
    change: 'create',
    before: undefined,
    resource,
    deprovisions: false,
  });
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
