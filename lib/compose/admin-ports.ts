import { admitAdmin, openWorkspace } from '#auth/admin-identity.ts';
import { deploymentLog } from '#auth/mint-context.ts';
import { tableAdapters } from '#compose/adapters.ts';
import { bind } from '#compose/bind.ts';
import { refusalRecorder } from '#compose/refusal-recorder.ts';
import { readAdminRules } from '#config';
import type { AdminHttpPorts } from '#http/admin-ports.ts';
import { readWorkspace } from '#store/workspace-store.ts';

/** What every function of the admin API needs, whatever its operation. */
export function adminHttpPorts(): AdminHttpPorts {
  const dynamo = tableAdapters();
  const { now, log, baseUrl, adminRules = readAdminRules() } = dynamo;
  const workspaces = bind(dynamo, { read: readWorkspace });
  return {
    now,
    log,
    baseUrl,
    recordRefusal: refusalRecorder(dynamo),
    deploymentLog,
    admit: (call) => admitAdmin(adminRules, call),
    isWorkspace: async (workspaceId) => (await workspaces.read(workspaceId)) !== undefined,
    openWorkspace: (admin, workspaceId) => openWorkspace(workspaces, admin, workspaceId),
  };
}
