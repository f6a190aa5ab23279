/** What each operation on users works with: of the stores it holds what is named here, and no more. */

import { tableAdapters } from '#compose/adapters.ts';
import { bind } from '#compose/bind.ts';
import { scimPorts } from '#compose/scim-ports.ts';
import type { HttpPorts } from '#http/ports.ts';
import type {
  ChangeUserPorts,
  CreateUserPorts,
  DeleteUserPorts,
  QueryUserPorts,
  ReadUserPorts,
} from '#provisioning/ports.ts';
import { appendRecord } from '#store/activity-log.ts';
import { changeGroup } from '#store/group-changes.ts';
import { bucketInEach, getGroups, getWithBuckets } from '#store/group-queries.ts';
import { keepBookmark, readBookmark } from '#store/page-bookmarks.ts';
import { adoptUser, createUser, removeUser, replaceUser } from '#store/user-changes.ts';
import {
  countUsers,
  findUsers,
  getManualUser,
  getUser,
  getUsers,
  pageOfUsers,
  userIdAt,
} from '#store/user-queries.ts';

export function readUserPorts(): HttpPorts & ReadUserPorts {
  const dynamo = tableAdapters();
  return {
    ...scimPorts(),
    users: bind(dynamo, { get: getUser }),
    groups: bind(dynamo, { getMany: getGroups }),
  };
}

export function queryUserPorts(): HttpPorts & QueryUserPorts {
  const dynamo = tableAdapters();
  return {
    ...scimPorts(),
    maxWalk: dynamo.maxWalk,
    users: bind(dynamo, {
      find: findUsers,
      count: countUsers,
      page: pageOfUsers,
      idAt: userIdAt,
    }),
    groups: bind(dynamo, { getMany: getGroups }),
    bookmarks: bind(dynamo, { read: readBookmark, keep: keepBookmark }),
  };
}

export function createUserPorts(): HttpPorts & CreateUserPorts {
  const dynamo = tableAdapters();
  return {
    ...dynamo,
    ...scimPorts(),
    users: bind(dynamo, { create: createUser, getManual: getManualUser, adopt: adoptUser }),
  };
}

export function changeUserPorts(): HttpPorts & ChangeUserPorts {
  const dynamo = tableAdapters();
  return {
    ...dynamo,
    ...scimPorts(),
    users: bind(dynamo, { get: getUser, replace: replaceUser }),
    groups: bind(dynamo, { getMany: getGroups }),
    activity: bind(dynamo, { append: appendRecord }),
  };
}

/** Memberships end with a user: with few groups at once, with more of them as far as there is time. */
export function deleteUserPorts(): HttpPorts & DeleteUserPorts {
  const dynamo = tableAdapters();
  return {
    ...dynamo,
    ...scimPorts(),
    users: bind(dynamo, { get: getUser, remove: removeUser, getMany: getUsers }),
    groups: bind(dynamo, {
      change: changeGroup,
      getMany: getGroups,
      getWithBuckets,
      bucketInEach,
    }),
  };
}
