import type { ActivityPorts } from '#administration/activity/list-activity.ts';
import type { ReplayPorts } from '#administration/activity/replay-activity.ts';
import { tableAdapters } from '#compose/adapters.ts';
import { adminHttpPorts } from '#compose/admin-ports.ts';
import { bind } from '#compose/bind.ts';
import type { AdminHttpPorts } from '#http/admin-ports.ts';
import { pageOfRecords } from '#store/activity-history.ts';
import { appendRecord } from '#store/activity-log.ts';

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
