/** A user who was invited by hand becomes the identity provider's: `onManualConflict: adopt`. */

import { userRecord } from '#activity/record.ts';
import type { User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { decideUser } from '#mapping/decide-user.ts';
import { eventPerson } from '#mapping/product-user.ts';
import type { Profile } from '#mapping/profile.ts';
import { roleSetInApp, withRole } from '#mapping/role.ts';
import { changedParts } from '#mapping/user-changes.ts';
import type { CreateUserPorts } from '#provisioning/ports.ts';
import { taken } from '#provisioning/users/user-request.ts';
import { isObject, type Json, type JsonObject } from '#scim/json.ts';
import { merge } from '#scim/patch/merge.ts';

/** What a POST would make. */
export interface Creation {
  readonly profile: Profile;
  readonly resource: JsonObject;
  /** Names of attributes that were sent and are not applied. */
  readonly ignored: readonly string[];
}

/**
 * What the request does not send stays: attributes (of an extension or a name each by itself), the role as one set in the app, app-owned fields.
 *
 * @returns undefined where the user has just changed or gone: ask again.
 * @throws {ScimError} 400; 409 where another user holds one of the values.
 */
export async function adoptUser(
  ports: CreateUserPorts,
  context: WorkspaceContext,
  creation: Creation,
  manualUserId: string,
): Promise<User | undefined> {
  const stored = await ports.users.getManual(context, manualUserId);
  if (stored === undefined) return undefined;
  const before = withRole(creation.profile, stored);
  const after = adopted(ports, creation, before);
  const record = creationRecord(ports, context, creation, after, before);
  const outcome = await ports.users.adopt(context, before, after, record);
  if (outcome.kind === 'taken') throw taken(outcome);
  return outcome.kind === 'done' ? after : undefined;
}

/** The record of a create, or of an adoption where there was somebody `before`. */
export function creationRecord(
  ports: CreateUserPorts,
  context: WorkspaceContext,
  { profile, ignored }: Creation,
  after: User,
  before?: User,
) {
  return userRecord(ports, context, {
    operation: 'create',
    ...(before && { before, cause: 'adopted' as const }),
    after,
    changed: changedParts(profile, before, after),
    ignored,
    status: 201,
    person: eventPerson(profile, after),
  });
}

function adopted({ now }: CreateUserPorts, { profile, resource }: Creation, before: User): User {
  const { role } = before;
  const kept = { ...before, ...(role && { role: roleSetInApp(role, role.value) }) };
  const { user } = decideUser(profile, {
    change: 'create',
    before: kept,
    resource: { ...over(before.resource, resource), active: resource.active ?? true },
    deprovisions: false,
  });
  return {
    ...kept,
    ...user,
    version: before.version + 1,
    updatedAt: new Date(now()).toISOString(),
    provisionedBy: 'scim',
  };
}

/** What is sent, over what is there: of an extension, or of a name, what is not sent stays as well. */
function over(existing: JsonObject, sent: JsonObject): JsonObject {
  const changes = Object.entries(sent).map(([name, value]): [string, Json] => {
    const inner = existing[name];
    return [name, isObject(inner) && isObject(value) ? over(inner, value) : value];
  });
  return merge(existing, Object.fromEntries(changes));
}
