import { adapters } from '#compose/adapters.ts';
import { scimPorts } from '#compose/scim-ports.ts';
import type { HttpPorts } from '#http/ports.ts';
import type { UserPorts } from '#provisioning/ports.ts';
import { dynamoActivityLog } from '#store/activity-log.ts';
import { dynamoGroupStore } from '#store/group-store.ts';
import { dynamoPageBookmarks } from '#store/page-bookmarks.ts';
import { dynamoPendingWork } from '#store/pending-work.ts';
import { dynamoUserStore } from '#store/user-store.ts';

let ports: (HttpPorts & UserPorts) | undefined;

/** What the operations on users and groups need. */
export function userPorts(): HttpPorts & UserPorts {
  ports ??= compose();
  return ports;
}

function compose(): HttpPorts & UserPorts {
  const { database: client, ...system } = adapters();
  const dynamo = { client, ...system };
  return {
    ...system,
    ...scimPorts(),
    users: dynamoUserStore(dynamo),
    groups: dynamoGroupStore(dynamo),
    pending: dynamoPendingWork(dynamo),
    bookmarks: dynamoPageBookmarks(dynamo),
    activity: dynamoActivityLog(dynamo),
  };
}
