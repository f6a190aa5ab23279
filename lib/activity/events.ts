/** The lifecycle events of a change of a user, with their data exactly as it will be sent. */

import type { EventData } from '#activity/event-schema.ts';
import type {
  ChangeOperation,
  EventCause,
  EventType,
  LifecycleEvent,
} from '#directory/activity-record.ts';
import type { JsonObject, User } from '#directory/user.ts';

/** Who it is about, in the words that the profile has for the bus. */
export interface Person {
  readonly externalId: string | null;
  readonly userName: string | null;
  /** What else the profile puts on the bus. */
  readonly attributes: JsonObject;
}

export interface UserEvents {
  readonly operation: ChangeOperation;
  /** Absent for a create, but where that adopts somebody. */
  readonly before?: User;
  /** Absent for a delete. */
  readonly after?: User;
  readonly changed: readonly string[];
  /** By whose word. */
  readonly cause: EventCause;
  readonly person: Person;
}

/** Event URNs of RFC 9967 §2.4 by operation. */
export const SCIM_EVENTS = {
  create: 'urn:ietf:params:scim:event:prov:create:notice',
  replace: 'urn:ietf:params:scim:event:prov:put:notice',
  patch: 'urn:ietf:params:scim:event:prov:patch:notice',
  delete: 'urn:ietf:params:scim:event:prov:delete',
  activate: 'urn:ietf:params:scim:event:prov:activate',
  deactivate: 'urn:ietf:params:scim:event:prov:deactivate',
} as const;

/** The one way to make an event: its data is what the schema of its type says. */
export function eventOf<Type extends EventType>(type: Type, data: EventData<Type>): LifecycleEvent {
  return { type, data };
}

/**
 * Deprovisioning comes first: one `User Deprovisioned` for each change of `active` from true to
 * false, a delete of an active user included. A change of nothing has no events.
 *
 * All events of a change tell the same state and the same version, so a consumer that follows the
 * state may take any of them.
 */
export function lifecycleEvents(change: UserEvents): readonly LifecycleEvent[] {
  const { operation, before, after, changed } = change;
  if (before === undefined) return [eventOf('User Provisioned', userData(change, 'create'))];
  const events: LifecycleEvent[] = [];
  const [wasActive, isActive] = [before?.active === true, after?.active === true];
  if (wasActive && !isActive) {
    events.push(eventOf('User Deprovisioned', userData(change, 'deactivate')));
  }
  if (!wasActive && isActive) {
    events.push(eventOf('User Reactivated', userData(change, 'activate')));
  }
  if (operation === 'delete') {
    return [...events, eventOf('User Deleted', userData(change, 'delete'))];
  }
  if (before?.role?.value !== after?.role?.value) events.push(roleEvent(change));
  if (changed.some((path) => path !== 'active' && path !== 'role')) {
    events.push(eventOf('User Updated', userData(change, operation)));
  }
  return events;
}

/** Of a change that gives the user another effective role. */
export function roleEvent(change: UserEvents): LifecycleEvent {
  const previousRole = change.before?.role?.value ?? null;
  return eventOf('User Role Changed', { ...userData(change, undefined), previousRole });
}

function userData(
  change: UserEvents,
  scimEvent: keyof typeof SCIM_EVENTS | undefined,
): EventData<'User Updated'> {
  const { before, after, changed, cause } = change;
  const user = (after ?? before) as User;
  const { externalId, userName, attributes } = change.person;
  return {
    userId: user.id,
    externalId,
    userName,
    active: after?.active ?? false,
    previousActive: before?.active ?? null,
    provisionedBy: user.provisionedBy,
    role: user.role?.value ?? null,
    attributes,
    changedAttributes: [...changed],
    cause,
    scimEvent: scimEvent === undefined ? null : SCIM_EVENTS[scimEvent],
  };
}
