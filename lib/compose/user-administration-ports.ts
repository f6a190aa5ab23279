import type { GroupAdministrationPorts, UserAdministrationPorts } from '#administration/ports.ts';
import { adapters } from '#compose/adapters.ts';
import { adminHttpPorts } from '#compose/admin-ports.ts';
import type { AdminHttpPorts } from '#http/admin-ports.ts';
import { dynamoGroupStore } from '#store/group-store.ts';
import { dynamoPeopleStore } from '#store/people-store.ts';
import { dynamoUserStore } from '#store/user-store.ts';

let ports: (AdminHttpPorts & UserAdministrationPorts & GroupAdministrationPorts) | undefined;

/** What admins' operations on users and groups need. */
export function userAdministrationPorts(): AdminHttpPorts &
  UserAdministrationPorts &
  GroupAdministrationPorts {
  ports ??= compose();
  return ports;
}

function compose(): AdminHttpPorts & UserAdministrationPorts & GroupAdministrationPorts {
  const { database: client, ...system } = adapters();
  const dynamo = { client, ...system };
  return {
    ...system,
    ...adminHttpPorts(),
    users: dynamoUserStore(dynamo),
    people: dynamoPeopleStore(dynamo),
    groups: dynamoGroupStore(dynamo),
  };
}
