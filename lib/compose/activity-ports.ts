import type { ActivityPorts } from '#administration/activity/list-activity.ts';
import type { ReplayPorts } from '#administration/activity/replay-activity.ts';
import { adapters } from '#compose/adapters.ts';
import { adminHttpPorts } from '#compose/admin-ports.ts';
import type { AdminHttpPorts } from '#http/admin-ports.ts';
import { dynamoActivityHistory } from '#store/activity-history.ts';
import { dynamoActivityLog } from '#store/activity-log.ts';

let ports: (AdminHttpPorts & ActivityPorts & ReplayPorts) | undefined;

/** What the operations on the activity log need. */
export function activityPorts(): AdminHttpPorts & ActivityPorts & ReplayPorts {
  ports ??= compose();
  return ports;
}

function compose(): AdminHttpPorts & ActivityPorts & ReplayPorts {
  const { database: client, ...system } = adapters();
  const dynamo = { client, ...system };
  return {
    ...adminHttpPorts(),
    newId: system.newId,
    history: dynamoActivityHistory(dynamo),
    activity: dynamoActivityLog(dynamo),
  };
}
