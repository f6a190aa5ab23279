import type { AdminContext } from '#directory/admin-context.ts';
import { DEPLOYMENT_ID, type Workspace } from '#directory/workspace.ts';
import type { Actor, LogContext, WorkspaceContext } from '#directory/workspace-context.ts';

interface ContextParts {
  readonly workspace: Workspace;
  readonly actor: Actor;
  readonly requestId: string;
  readonly client: string;
  readonly deadline: number;
}

/** The one place where a WorkspaceContext comes into being: no other file casts to it. */
export function mintContext(parts: ContextParts): WorkspaceContext {
  return parts as WorkspaceContext;
}

type AdminContextParts = Pick<
  AdminContext,
  'actor' | 'confinedTo' | 'requestId' | 'client' | 'deadline'
>;

/** The one place where an AdminContext comes into being. */
export function mintAdminContext(parts: AdminContextParts): AdminContext {
  return parts as AdminContext;
}

/** An admin at the deployment's own log, which has what happened to no workspace that is there. */
export function deploymentLog({ actor, requestId, client, deadline }: AdminContext): LogContext {
  const workspace = { id: DEPLOYMENT_ID };
  return { workspace, actor, requestId, client, deadline } as LogContext;
}

/**
 * This service acting on its own: seeding, publishing, sweeping.
 *
 * @param name what the activity log calls it.
 * @param deadline in milliseconds since 1970.
 */
export function systemContext(
  workspace: Workspace,
  name: string,
  requestId: string,
  deadline: number,
): WorkspaceContext {
  return mintContext({
    workspace,
    actor: { kind: 'system', name },
    requestId,
    client: name,
    deadline,
  });
}
