/** Background work, each kind with the one who does it. */

import type { EventBus, Workers } from '#activity/ports.ts';
import { replayEvents } from '#activity/replay-events.ts';
import { removeWorkspace } from '#administration/workspaces/remove-workspace.ts';
import { adapters } from '#compose/adapters.ts';
import { administrationPorts } from '#compose/administration-ports.ts';
import { userPorts } from '#compose/user-ports.ts';
import { removeGroup } from '#provisioning/groups/project-group-removal.ts';
import { projectMembers } from '#provisioning/groups/project-members.ts';
import { evaluateRoles } from '#provisioning/groups/project-roles.ts';
import { forgetUser } from '#provisioning/groups/project-user-removal.ts';
import { dynamoActivityHistory } from '#store/activity-history.ts';
import { dynamoReplayBookmark } from '#store/replay-bookmark.ts';

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
    projectMembers: (context, record) => projectMembers(userPorts(), context, record),
    removeGroup: (context, record) => removeGroup(userPorts(), context, record),
    forgetUser: (context, record) => forgetUser(userPorts(), context, record),
    evaluateRoles: (context, record) => evaluateRoles(userPorts(), context, record),
    removeWorkspace: (context, record) => removeWorkspace(administrationPorts(), context, record),
    replayEvents: (context, record) => replayEvents(replayPorts, context, record),
  };
}
