import type { AdministrationPorts } from '#administration/ports.ts';
import { newBearerToken } from '#auth/bearer-token.ts';
import { adapters } from '#compose/adapters.ts';
import { dynamoPendingWork } from '#store/pending-work.ts';
import { dynamoWorkspaceRemoval } from '#store/workspace-removal.ts';
import { dynamoWorkspaceStatus } from '#store/workspace-status.ts';
import { dynamoWorkspaceStore } from '#store/workspace-store.ts';

/** What the operations on workspaces and tokens need. */
export function administrationPorts(): AdministrationPorts {
  const { database: client, vault, ...system } = adapters();
  const dynamo = { client, ...system };
  return {
    ...system,
    vault,
    workspaces: dynamoWorkspaceStore(dynamo),
    status: dynamoWorkspaceStatus(dynamo),
    removal: dynamoWorkspaceRemoval(dynamo),
    pending: dynamoPendingWork(dynamo),
    newToken: (workspaceId) => newBearerToken(system, workspaceId),
  };
}
