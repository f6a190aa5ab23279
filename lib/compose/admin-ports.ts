import type { AdministrationPorts } from '#administration/ports.ts';
import { admitAdmin, openWorkspace } from '#auth/admin-identity.ts';
import { deploymentLog } from '#auth/mint-context.ts';
import { adapters } from '#compose/adapters.ts';
import { administrationPorts } from '#compose/administration-ports.ts';
import { refusalRecorder } from '#compose/refusal-recorder.ts';
import type { AdminHttpPorts } from '#http/admin-ports.ts';

let httpPorts: AdminHttpPorts | undefined;
let ports: (AdminHttpPorts & AdministrationPorts) | undefined;

/** What every function of the admin API needs, whatever its operation. */
export function adminHttpPorts(): AdminHttpPorts {
  httpPorts ??= compose();
  return httpPorts;
}

/** What the operations on workspaces and tokens need. */
export function workspacePorts(): AdminHttpPorts & AdministrationPorts {
  ports ??= { ...administrationPorts(), ...adminHttpPorts() };
  return ports;
}

function compose(): AdminHttpPorts {
  const { database: client, log, baseUrl, adminRules, ...system } = adapters();
  const { workspaces } = administrationPorts();
  return {
    now: system.now,
    log,
    baseUrl,
    recordRefusal: refusalRecorder({ client, ...system }),
    deploymentLog,
    admit: (call) => admitAdmin(adminRules, call),
    openWorkspace: (admin, workspaceId) => openWorkspace(workspaces, admin, workspaceId),
  };
}
