import { type ActivityPorts, listActivity } from '#administration/activity/list-activity.ts';
import type { AdminRequest, AdminResult } from '#administration/exchange.ts';
import type { AdminContext } from '#directory/admin-context.ts';
import type { LogContext } from '#directory/workspace-context.ts';

export interface DeploymentActivityPorts extends ActivityPorts {
  readonly deploymentLog: (admin: AdminContext) => LogContext;
}

/**
 * GET /admin/activity?after&limit&result&subject&kind: what happened to no workspace that is there, for
 * admins of the platform. That is which workspaces were deleted, and what admins were refused outside
 * of a workspace that they may open. Pages are those of a workspace's log.
 */
export function listDeploymentActivity(
  ports: DeploymentActivityPorts,
  admin: AdminContext,
  request: AdminRequest,
): Promise<AdminResult> {
  return listActivity(ports, ports.deploymentLog(admin), request);
}
