/** Background work, each kind with the one who does it. */

import type { EventBus, Workers } from '#activity/ports.ts';
import { replayEvents } from '#activity/replay-events.ts';
import { removeWorkspace } from '#administration/workspaces/remove-workspace.ts';
import { tableAdapters } from '#compose/adapters.ts';
import { removalPorts } from '#compose/administration-ports.ts';
import { bind } from '#compose/bind.ts';
import { workPorts } from '#compose/group-ports.ts';
import { removeGroup } from '#provisioning/groups/project-group-removal.ts';
import { projectMembers } from '#provisioning/groups/project-members.ts';
import { evaluateRoles } from '#provisioning/groups/project-roles.ts';
import { forgetUser } from '#provisioning/groups/project-user-removal.ts';
import { pageOfRecords } from '#store/activity-history.ts';
import { keepReplayPlace, readReplayPlace } from '#store/replay-bookmark.ts';

export function workers(bus: EventBus): Workers {
  const dynamo = tableAdapters();
  const ofGroups = workPorts();
  const ofRemoval = removalPorts();
  const replayPorts = {
    now: dynamo.now,
    bus,
    history: bind(dynamo, { page: pageOfRecords }),
    bookmark: bind(dynamo, { read: readReplayPlace, keep: keepReplayPlace }),
  };
  return {
    projectMembers: (context, record) => projectMembers(ofGroups, context, record),
    removeGroup: (context, record) => removeGroup(ofGroups, context, record),
    forgetUser: (context, record) => forgetUser(ofGroups, context, record),
    evaluateRoles: (context, record) => evaluateRoles(ofGroups, context, record),
    removeWorkspace: (context, record) => removeWorkspace(ofRemoval, context, record),
    replayEvents: (context, record) => replayEvents(replayPorts, context, record),
  };
}
