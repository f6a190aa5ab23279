/** What admins' operations on users and groups work with, each by what it calls. */

import type {
  GroupAdministrationPorts,
  PeoplePorts,
  UserAdministrationPorts,
} from '#administration/ports.ts';
import { tableAdapters } from '#compose/adapters.ts';
import { adminHttpPorts } from '#compose/admin-ports.ts';
import { bind } from '#compose/bind.ts';
import type { AdminHttpPorts } from '#http/admin-ports.ts';
import { allBuckets, findGroups, getGroup, getGroups, pageOfGroups } from '#store/group-queries.ts';
import { getPerson, pageOfPeople, peopleByEmail, placesOf } from '#store/people-store.ts';
import { createUser, removeUser, replaceUser } from '#store/user-changes.ts';
import { getUsers } from '#store/user-queries.ts';

export function userAdministrationPorts(): AdminHttpPorts & UserAdministrationPorts {
  const dynamo = tableAdapters();
  return {
    ...dynamo,
    ...adminHttpPorts(),
    users: bind(dynamo, { create: createUser, replace: replaceUser, remove: removeUser }),
    people: bind(dynamo, { get: getPerson, page: pageOfPeople, byEmail: peopleByEmail }),
    groups: bind(dynamo, { getMany: getGroups }),
  };
}

export function groupAdministrationPorts(): AdminHttpPorts & GroupAdministrationPorts {
  const dynamo = tableAdapters();
  return {
    ...adminHttpPorts(),
    groups: bind(dynamo, { get: getGroup, page: pageOfGroups, find: findGroups, allBuckets }),
    users: bind(dynamo, { getMany: getUsers }),
  };
}

/** Across workspaces. */
export function peoplePorts(): AdminHttpPorts & PeoplePorts {
  const dynamo = tableAdapters();
  return {
    ...adminHttpPorts(),
    people: bind(dynamo, { get: getPerson, places: placesOf }),
    groups: bind(dynamo, { getMany: getGroups }),
  };
}
