import { listActivity } from '#administration/activity/list-activity.ts';
import { listDeploymentActivity } from '#administration/activity/list-deployment-activity.ts';
import { replayActivity } from '#administration/activity/replay-activity.ts';
import { activityPorts } from '#compose/administration-ports.ts';
import { adminHandler } from '#http/admin-handler.ts';

/** What happened in a workspace, and its events once more; and in the deployment itself. */
export const handler = adminHandler(activityPorts, {
  'GET /admin/activity': listDeploymentActivity,
  'GET /admin/workspaces/{ws}/activity': listActivity,
  'POST /admin/workspaces/{ws}/activity/replay': replayActivity,
});
