import type { AdministrationPorts, RemovalPorts } from '#administration/ports.ts';
import { newBearerToken } from '#auth/bearer-token.ts';
import { tableAdapters } from '#compose/adapters.ts';
import { bind } from '#compose/bind.ts';
import { vaultCloser, vaultKeeper } from '#compose/vaults.ts';
import { isAnyWorkPending } from '#store/pending-work.ts';
import { listWorkspaces } from '#store/workspace-list.ts';
import { hasUnfinishedRecords, removeItems } from '#store/workspace-removal.ts';
import { tokenUses, workspaceCounts } from '#store/workspace-status.ts';
import { createWorkspace, readWorkspace, replaceWorkspace } from '#store/workspace-store.ts';

/** What the operations on workspaces and tokens need. */
export function administrationPorts(): AdministrationPorts {
  const dynamo = tableAdapters();
  return {
    ...dynamo,
    vault: vaultKeeper(),
    workspaces: bind(dynamo, {
      read: readWorkspace,
      create: createWorkspace,
      replace: replaceWorkspace,
      list: listWorkspaces,
    }),
    status: bind(dynamo, { counts: workspaceCounts, tokenUses }),
    pending: bind(dynamo, { isAnyPending: isAnyWorkPending }),
    newToken: (workspaceId) => newBearerToken(dynamo, workspaceId),
  };
}

/** What the removal of a workspace needs. */
export function removalPorts(): RemovalPorts {
  const dynamo = tableAdapters();
  return {
    ...dynamo,
    vault: vaultCloser(),
    removal: bind(dynamo, { hasUnfinished: hasUnfinishedRecords, removeItems }),
  };
}
