import { adapters } from '#compose/adapters.ts';
import { scimPorts } from '#compose/scim-ports.ts';
import type { HttpPorts } from '#http/ports.ts';
import type { UserPorts } from '#provisioning/ports.ts';
import { dynamoActivityLog } from '#store/activity-log.ts';
import { dynamoPageBookmarks } from '#store/page-bookmarks.ts';
import { dynamoUserStore } from '#store/user-store.ts';

let ports: (HttpPorts & UserPorts) | undefined;

/** What the operations on users need. */
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
    bookmarks: dynamoPageBookmarks(dynamo),
    activity: dynamoActivityLog(dynamo),
  };
}
