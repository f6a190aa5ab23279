/** What happened in a workspace: outbox, sync log and audit log in one. */

import type { JsonObject } from '#directory/user.ts';
import type { Actor } from '#directory/workspace-context.ts';

export interface ActivityRecord {
  /** Time-ordered. */
  readonly id: string;
  readonly workspaceId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly actor: Actor;
  readonly operation: Operation;
  /** What it was done to, where that has an id. */
  readonly resource?: { readonly type: ResourceKind; readonly id: string };
  readonly result: ActivityResult;
  /** Names of the attributes that changed; never their values. */
  readonly changed: readonly string[];
  /** Names of attributes that were sent and not applied. */
  readonly ignored: readonly string[];
  /** The version of the resource after the change. */
  readonly version?: number;
  readonly requestId: string;
  readonly client: string;
  /** What to publish, fixed when the change commits. */
  readonly events: readonly LifecycleEvent[];
  /** What is still to be done because of the change, in the background; the record is unfinished until it is. */
  readonly work?: Work;
}

/** Milliseconds within which equal records of requests that came to nothing are one. */
const WINDOW_MS = 15_000;

/**
 * Where such a record sorts: the beginning of its window, in milliseconds since 1970. `at` is the time of
 * the first of them.
 */
export function windowStart(milliseconds: number): number {
  return milliseconds - (milliseconds % WINDOW_MS);
}

/** Whether it stands for a request that came to nothing, and may stand for several. */
export function isMerged({ changed, events, version, work }: ActivityRecord): boolean {
  const isOfChange = changed.length > 0 || events.length > 0 || version !== undefined;
  return !isOfChange && work === undefined;
}

export const RESOURCE_KINDS = ['User', 'Group', 'Workspace', 'Token'] as const;

export type ResourceKind = (typeof RESOURCE_KINDS)[number];

/** Work that is too large for one request. Each can be begun again at any time and ends in the truth. */
export type Work =
  /** Writes the membership of these users, at most 1,000, into the users: the buckets of the group decide. */
  | {
      readonly kind: 'projectMembers';
      readonly groupId: string;
      readonly userIds: readonly string[];
    }
  /** Takes a deleted group out of its members, then removes its buckets. */
  | { readonly kind: 'removeGroup'; readonly groupId: string }
  /** Takes a deleted user out of the buckets of these groups. */
  | { readonly kind: 'forgetUser'; readonly userId: string; readonly groupIds: readonly string[] }
  /** Decides the roles anew of the members of these groups, by displayName. */
  | { readonly kind: 'evaluateRoles'; readonly groups: readonly string[] }
  /** Removes everything of a workspace. */
  | { readonly kind: 'removeWorkspace'; readonly workspaceId: string }
  /** Sends the events of a span of time again; times are ISO 8601, UTC. */
  | {
      readonly kind: 'replayEvents';
      readonly from: string;
      readonly to: string;
      readonly types?: readonly EventType[];
    };

export type Operation = ChangeOperation | 'read' | 'replay';

/** What changes a resource. */
export type ChangeOperation = 'create' | 'replace' | 'patch' | 'delete';

export interface ActivityResult {
  /** The HTTP status of the answer. */
  readonly status: number;
  readonly scimType?: string;
  readonly reason?: string;
}

/** One for each fact of business; the `detail-type` on the bus. */
export const EVENT_TYPES = [
  'User Provisioned',
  'User Updated',
  'User Deprovisioned',
  'User Reactivated',
  'User Deleted',
  'User Role Changed',
  'Group Created',
  'Group Updated',
  'Group Deleted',
  'Group Members Added',
  'Group Members Removed',
  'Workspace Token Regenerated',
  'Workspace Token Revoked',
  'Workspace SCIM Enabled',
  'Workspace SCIM Disabled',
  'Workspace Deleted',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

export const EVENT_CAUSES = ['scim', 'admin', 'adopted', 'group', 'settings', 'deleted'] as const;

/** By whose word it happened, or because of what. */
export type EventCause = (typeof EVENT_CAUSES)[number];

/** A fact, with its data exactly as it is sent. `activity` makes them, and no other folder. */
export interface LifecycleEvent {
  readonly type: EventType;
  readonly data: JsonObject;
}
