import { newBearerToken } from '#auth/bearer-token.ts';
import { adapters } from '#compose/adapters.ts';
import type { Clock, Randomness, TokenVault, WorkspaceStore } from '#directory/ports.ts';
import { dynamoWorkspaceStore } from '#store/workspace-store.ts';

/** What the operations on workspaces and tokens need. */
export interface AdministrationPorts extends Clock, Randomness {
  readonly workspaces: WorkspaceStore;
  readonly vault: TokenVault;
  readonly newToken: (workspaceId: string) => ReturnType<typeof newBearerToken>;
}

export function administrationPorts(): AdministrationPorts {
  const { database: client, vault, ...system } = adapters();
  return {
    ...system,
    vault,
    workspaces: dynamoWorkspaceStore({ client, ...system }),
    newToken: (workspaceId) => newBearerToken(system, workspaceId),
  };
}
