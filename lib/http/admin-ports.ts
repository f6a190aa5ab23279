import type { AdminCall, Admission } from '#auth/admin-identity.ts';
import type { AdminContext } from '#directory/admin-context.ts';
import type { LogContext, WorkspaceContext } from '#directory/workspace-context.ts';
import type { HttpPorts, Refusal } from '#http/ports.ts';

/** What the HTTP border of the admin API needs from outside. */
export interface AdminHttpPorts extends Pick<HttpPorts, 'now' | 'log' | 'baseUrl'> {
  /** Writes what an admin was refused into a log. */
  readonly recordRefusal: (log: LogContext, refusal: Refusal) => Promise<void>;
  readonly deploymentLog: (admin: AdminContext) => LogContext;
  readonly admit: (call: AdminCall) => Admission;
  /** Whether there is such a workspace, or was one before it was deleted. */
  readonly isWorkspace: (workspaceId: string) => Promise<boolean>;
  /** undefined where there is no such workspace for this admin. */
  readonly openWorkspace: (
    admin: AdminContext,
    workspaceId: string,
  ) => Promise<WorkspaceContext | undefined>;
}
