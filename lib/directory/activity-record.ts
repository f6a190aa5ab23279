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
  readonly resource?: { readonly type: 'User'; readonly id: string };
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
}

export type Operation = 'create' | 'read' | 'replace' | 'patch' | 'delete';

export interface ActivityResult {
  /** The HTTP status of the answer. */
  readonly status: number;
  readonly scimType?: string;
  readonly reason?: string;
}

export interface LifecycleEvent {
  readonly type: string;
  readonly data: JsonObject;
}
