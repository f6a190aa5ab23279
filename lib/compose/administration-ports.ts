import type { ActivityPorts } from '#administration/activity/list-activity.ts';
import type { ReplayPorts } from '#administration/activity/replay-activity.ts';
import type { RemovalPorts, SeedPorts, TokenPorts, WorkspacePorts } from '#administration/ports.ts';
import { newBearerToken } from '#auth/bearer-token.ts';
import { tableAdapters } from '#compose/adapters.ts';
import { adminHttpPorts } from '#compose/admin-ports.ts';
import { bind } from '#compose/bind.ts';
import { vaultCloser, vaultKeeper, vaultOpener } from '#compose/vaults.ts';
import type { AdminHttpPorts } from '#http/admin-ports.ts';
import { pageOfRecords } from '#store/activity-history.ts';
import { appendRecord } from '#store/activity-log.ts';
import { isAnyWorkPending } from '#store/pending-work.ts';
import { listWorkspaces } from '#store/workspace-list.ts';
import { hasUnfinishedRecords, removeItems } from '#store/workspace-removal.ts';
import { tokenUses, workspaceCounts } from '#store/workspace-status.ts';
import { createWorkspace, readWorkspace, replaceWorkspace } from '#store/workspace-store.ts';

/** What the operations on workspaces need. */
export function workspacePorts(): AdminHttpPorts & WorkspacePorts {
  const dynamo = tableAdapters();
  return {
    ...dynamo,
    ...adminHttpPorts(),
    vault: vaultOpener(),
    workspaces: bind(dynamo, {
      read: readWorkspace,
      create: createWorkspace,
      replace: replaceWorkspace,
      list: listWorkspaces,
    }),
    status: bind(dynamo, { counts: workspaceCounts, tokenUses }),
    pending: bind(dynamo, { isAnyPending: isAnyWorkPending }),
  };
}

/** What the operations on tokens need. */
export function tokenPorts(): AdminHttpPorts & TokenPorts {
  const dynamo = tableAdapters();
  return {
    ...dynamo,
    ...adminHttpPorts(),
    vault: vaultKeeper(),
    workspaces: bind(dynamo, { read: readWorkspace, replace: replaceWorkspace }),
    status: bind(dynamo, { tokenUses }),
    newToken: (workspaceId) => newBearerToken(dynamo, workspaceId),
  };
}

/** What a local process makes its workspaces with. */
export function seedPorts(): SeedPorts {
  const [ofWorkspaces, ofTokens] = [workspacePorts(), tokenPorts()];
  return {
    ...ofTokens,
    ...ofWorkspaces,
    vault: { ...ofTokens.vault, ...ofWorkspaces.vault },
  };
}

/** What the operations on the activity log need. */
export function activityPorts(): AdminHttpPorts & ActivityPorts & ReplayPorts {
  const dynamo = tableAdapters();
  return {
    ...adminHttpPorts(),
    newId: dynamo.newId,
    history: bind(dynamo, { page: pageOfRecords }),
    activity: bind(dynamo, { append: appendRecord }),
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
