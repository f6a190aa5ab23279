/** Background work, each kind with the one who does it. */

import type { EventBus, Workers } from '#activity/ports.ts';
import { replayEvents } from '#activity/replay-events.ts';
import { removeWorkspace } from '#administration/workspaces/remove-workspace.ts';
import { adapters } from '#compose/adapters.ts';
import { administrationPorts } from '#compose/administration-ports.ts';
import { dynamoActivityHistory } from '#store/activity-history.ts';
import { dynamoReplayBookmark } from '#store/replay-bookmark.ts';

/** Stays on the list until a deployment comes that can do it. */
const later = async () => 'more' as const;

export function workers(bus: EventBus): Workers {
  const { database: client, ...system } = adapters();
  const dynamo = { client, ...system };
  const replayPorts = {
    now: system.now,
    bus,
    history: dynamoActivityHistory(dynamo),
    bookmark: dynamoReplayBookmark(dynamo),
  };
  return {
    projectMembers: later,
    removeGroup: later,
    forgetUser: later,
    evaluateRoles: later,
    removeWorkspace: (context, record) => removeWorkspace(administrationPorts(), context, record),
    replayEvents: (context, record) => replayEvents(replayPorts, context, record),
  };
}
