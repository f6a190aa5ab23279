import type { Authentication, Call } from '#auth/authenticate.ts';
import type { ActivityRecord } from '#directory/activity-record.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

/** What the HTTP border needs from outside. */
export interface HttpPorts {
  readonly now: () => number;
  readonly authenticate: (call: Call) => Promise<Authentication>;
  /** Writes an authenticated request that was refused into the activity log. */
  readonly recordRefusal: (context: WorkspaceContext, refusal: Refusal) => Promise<void>;
  /** Notes that the token was used; it does not throw. */
  readonly noteUse: (context: WorkspaceContext) => Promise<void>;
  readonly log: (entry: LogEntry) => void;
  /** Where SCIM stands at a host: `https://scim.example.com/scim/v2`. */
  readonly baseUrl: (host: string) => string;
}

export interface Refusal {
  readonly operation: 'create' | 'read' | 'replace' | 'patch' | 'delete';
  /** What the path names, if it does. */
  readonly resource?: ActivityRecord['resource'];
  readonly status: number;
  readonly scimType?: string;
  readonly reason: string;
  readonly attributes: readonly string[];
}

/** One line for each request; never a value, a body or a token. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly requestId: string;
  /** The route: `PUT /scim/v2/Users/{id}`, or `$default`. */
  readonly operation: string;
  readonly method: string;
  /** With ids, but nothing else that a client has chosen. */
  readonly path: string;
  readonly status: number;
  readonly ms: number;
  readonly client: string;
  readonly workspace?: string;
  /** Of an error that nobody expected: its kind, its cause's and its place, without messages. */
  readonly error?: {
    readonly name: string;
    readonly reason?: string;
    readonly cause?: string;
    readonly stack: readonly string[];
  };
}
