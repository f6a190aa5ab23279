import type { AdminCall, Admission } from '#auth/admin-identity.ts';
import type { AdminContext } from '#directory/admin-context.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import type { HttpPorts } from '#http/ports.ts';

/** What the HTTP border of the admin API needs from outside. */
export interface AdminHttpPorts
  extends Pick<HttpPorts, 'now' | 'log' | 'baseUrl' | 'recordRefusal'> {
  readonly admit: (call: AdminCall) => Admission;
  /** undefined where there is no such workspace for this admin. */
  readonly openWorkspace: (
    admin: AdminContext,
    workspaceId: string,
  ) => Promise<WorkspaceContext | undefined>;
}
