/** Users and the records of their changes, for tests of the store. */

import type { Person } from '#activity/events.ts';
import { userRecord } from '#activity/record.ts';
import { SYSTEM } from '#compose/adapters.ts';
import type { ActivityRecord } from '#directory/activity-record.ts';
import type { JsonObject, User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { deactivated } from '#mapping/decide-user.ts';
import { userKeys } from '#mapping/keys.ts';
import { eventPerson } from '#mapping/product-user.ts';
import { profileNamed } from '#mapping/profiles/index.ts';

interface UserParts extends Partial<Omit<User, 'keys' | 'resource'>> {
  readonly resource?: JsonObject;
  /** Whether the identity e-mail is unique in the workspace. */
  readonly isEmailUnique?: boolean;
}

/** Version 1 of a user whose keys are those of its resource. */
export function aUser({ resource, isEmailUnique = false, ...parts }: UserParts = {}): User {
  const active = parts.active ?? true;
  const whole: JsonObject = { userName: 'ada', ...resource, active };
  return {
    id: SYSTEM.newId(),
    version: 1,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    provisionedBy: 'scim',
    appFields: {},
    groupIds: new Set(),
    ...parts,
    active,
    keys: userKeys(whole, isEmailUnique),
    resource: whole,
  };
}

/** The next version of a user, with some of its resource changed. */
export function changed(before: User, resource: JsonObject): User {
  const { id, version, appFields, groupIds, keys } = before;
  const after = aUser({
    id,
    appFields,
    groupIds,
    active: before.active,
    isEmailUnique: keys.isEmailUnique,
    resource: { ...before.resource, ...resource },
  });
  return { ...after, version: version + 1 };
}

export function anEmail(value: string, parts: JsonObject = {}): JsonObject {
  return { emails: [{ value, type: 'work', ...parts }] };
}

/** What `remove` takes beside the context: the user, what remains of it, the record. */
export function deletion(context: WorkspaceContext, user: User): [User, User, ActivityRecord] {
  return [user, deactivated(user), aRecord(context, { before: user })];
}

/** Who an event is about, as the profile `standard` has it. */
export function personOf(user: User): Person {
  return eventPerson(profileNamed('standard'), user);
}

/** The record of a create, a change or, without `after`, a delete. */
export function aRecord(
  context: WorkspaceContext,
  change: { readonly before?: User; readonly after?: User },
): ActivityRecord {
  const operation = change.before === undefined ? 'create' : 'patch';
  return userRecord(SYSTEM, context, {
    ...change,
    operation: change.after === undefined ? 'delete' : operation,
    changed: ['userName'],
    ignored: [],
    status: 200,
    person: personOf((change.after ?? change.before) as User),
  });
}
