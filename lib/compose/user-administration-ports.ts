/** What admins' operations on users and groups work with, each by what it calls. */

import type {
  GroupAdministrationPorts,
  PeoplePorts,
  UserAdministrationPorts,
} from '#administration/ports.ts';
import { tableAdapters } from '#compose/adapters.ts';
import { adminHttpPorts } from '#compose/admin-ports.ts';
import type { AdminHttpPorts } from '#http/admin-ports.ts';
import { allBuckets, findGroups, getGroup, getGroups, pageOfGroups } from '#store/group-queries.ts';
import { onTable } from '#store/on-table.ts';
import { getPerson, pageOfPeople, peopleByEmail, placesOf } from '#store/people-store.ts';
import { createUser, removeUser, replaceUser } from '#store/user-changes.ts';
import { getUsers } from '#store/user-queries.ts';

export function userAdministrationPorts(): AdminHttpPorts & UserAdministrationPorts {
  const dynamo = tableAdapters();
  return {
    ...dynamo,
    ...adminHttpPorts(),
    users: onTable(dynamo, { create: createUser, replace: replaceUser, remove: removeUser }),
    people: onTable(dynamo, { get: getPerson, page: pageOfPeople, byEmail: peopleByEmail }),
    groups: onTable(dynamo, { getMany: getGroups }),
  };
}

export function groupAdministrationPorts(): AdminHttpPorts & GroupAdministrationPorts {
  const dynamo = tableAdapters();
  return {
    ...adminHttpPorts(),
    groups: onTable(dynamo, { get: getGroup, page: pageOfGroups, find: findGroups, allBuckets }),
    users: onTable(dynamo, { getMany: getUsers }),
  };
}

/** Across workspaces. */
export function peoplePorts(): AdminHttpPorts & PeoplePorts {
  const dynamo = tableAdapters();
  return {
    ...adminHttpPorts(),
    people: onTable(dynamo, { get: getPerson, places: placesOf }),
    groups: onTable(dynamo, { getMany: getGroups }),
  };
}
