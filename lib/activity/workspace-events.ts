/** The lifecycle events of a workspace and its tokens. */

import type { EventData } from '#activity/event-schema.ts';
import { eventOf } from '#activity/events.ts';
import type { EventCause, LifecycleEvent } from '#directory/activity-record.ts';
import type { Workspace } from '#directory/workspace.ts';
import type { Actor } from '#directory/workspace-context.ts';

/** One token has come, and others go: at once, or after their grace. */
export function tokenRegenerated(
  actor: Actor,
  workspace: Workspace,
  tokenId: string,
  retiredTokenIds: readonly string[],
): LifecycleEvent {
  return eventOf('Workspace Token Regenerated', {
    ...workspaceData(actor, workspace),
    tokenId,
    expiresAt: workspace.tokens[tokenId]?.expiresAt ?? null,
    retiredTokenIds: [...retiredTokenIds],
  });
}

export function tokenRevoked(actor: Actor, workspace: Workspace, tokenId: string): LifecycleEvent {
  return eventOf('Workspace Token Revoked', { ...workspaceData(actor, workspace), tokenId });
}

/** SCIM works where the plan has it and the customer has switched it on: none but a flip is an event. */
export function scimSwitched(
  actor: Actor,
  before: Workspace,
  after: Workspace,
): readonly LifecycleEvent[] {
  if (isScimOn(before) === isScimOn(after)) return [];
  const type = isScimOn(after) ? 'Workspace SCIM Enabled' : 'Workspace SCIM Disabled';
  return [eventOf(type, workspaceData(actor, after))];
}

export function workspaceDeleted(actor: Actor, workspace: Workspace): LifecycleEvent {
  return eventOf('Workspace Deleted', { ...workspaceData(actor, workspace), cause: 'deleted' });
}

function isScimOn({ settings }: Workspace): boolean {
  return settings.scimAvailable && settings.scimEnabled;
}

function workspaceData(
  { kind }: Actor,
  { name, profile }: Workspace,
): EventData<'Workspace Deleted'> {
  const cause: EventCause = kind === 'system' ? 'settings' : kind;
  return { name, profile, cause, scimEvent: null };
}
