/** The lifecycle events of a change, with their data exactly as it will be sent. */

import type { LifecycleEvent, Operation } from '#directory/activity-record.ts';
import type { JsonObject, User } from '#directory/user.ts';

interface Change {
  readonly operation: Exclude<Operation, 'read'>;
  readonly before?: User;
  readonly after?: User;
  readonly changed: readonly string[];
}

/** Event URNs of RFC 9967 §2.4 by operation. */
const SCIM_EVENTS = {
  create: 'urn:ietf:params:scim:event:prov:create:notice',
  replace: 'urn:ietf:params:scim:event:prov:put:notice',
  patch: 'urn:ietf:params:scim:event:prov:patch:notice',
  delete: 'urn:ietf:params:scim:event:prov:delete',
  activate: 'urn:ietf:params:scim:event:prov:activate',
  deactivate: 'urn:ietf:params:scim:event:prov:deactivate',
} as const;

/**
 * Deprovisioning comes first: one `User Deprovisioned` for each change of `active` from true to
 * false, a delete of an active user included. A change of nothing has no events.
 */
export function lifecycleEvents(change: Change): readonly LifecycleEvent[] {
  const { operation, before, after, changed } = change;
  const wasActive = before?.active === true;
  const isActive = after?.active === true;
  const event = (type: string, scimEvent: keyof typeof SCIM_EVENTS): LifecycleEvent => ({
    type,
    data: eventData(change, SCIM_EVENTS[scimEvent]),
  });
  if (operation === 'create') return [event('User Created', 'create')];
  const events: LifecycleEvent[] = [];
  if (wasActive && !isActive) events.push(event('User Deprovisioned', 'deactivate'));
  if (!wasActive && isActive) events.push(event('User Reactivated', 'activate'));
  if (operation === 'delete') events.push(event('User Deleted', 'delete'));
  else if (changed.some((path) => path !== 'active')) events.push(event('User Updated', operation));
  return events;
}

function eventData({ operation, before, after, changed }: Change, scimEvent: string): JsonObject {
  const user = (after ?? before) as User;
  const { externalId = null, userName = null } = user.resource;
  return {
    userId: user.id,
    externalId,
    userName,
    active: after?.active ?? false,
    previousActive: before?.active ?? null,
    provisionedBy: user.provisionedBy,
    changedAttributes: changed,
    cause: operation === 'delete' ? 'deleted' : 'scim',
    scimEvent,
  };
}
