/** What each operation on groups works with: of the stores it holds what is named here, and no more. */

import { tableAdapters } from '#compose/adapters.ts';
import { bind } from '#compose/bind.ts';
import { scimPorts } from '#compose/scim-ports.ts';
import type { HttpPorts } from '#http/ports.ts';
import type {
  ChangeGroupPorts,
  CreateGroupPorts,
  DeleteGroupPorts,
  QueryGroupPorts,
  ReadGroupPorts,
  WorkPorts,
} from '#provisioning/ports.ts';
import { appendRecord } from '#store/activity-log.ts';
import { changeGroup, dropBuckets } from '#store/group-changes.ts';
import {
  allBuckets,
  bucketInEach,
  countGroups,
  findGroups,
  getGroups,
  getWithBuckets,
  groupIdAt,
  groupIdNamed,
  pageOfGroups,
} from '#store/group-queries.ts';
import { keepBookmark, readBookmark } from '#store/page-bookmarks.ts';
import { endWork, isWorkPending } from '#store/pending-work.ts';
import { existingUsers, getUsers } from '#store/user-queries.ts';

const CHANGES = { change: changeGroup, getMany: getGroups, getWithBuckets, allBuckets };
const MEMBERS = { getMany: getUsers, existing: existingUsers };
const PENDING = { end: endWork, isPending: isWorkPending };

export function readGroupPorts(): HttpPorts & ReadGroupPorts {
  const dynamo = tableAdapters();
  return { ...scimPorts(), groups: bind(dynamo, { getWithBuckets, allBuckets }) };
}

export function queryGroupPorts(): HttpPorts & QueryGroupPorts {
  const dynamo = tableAdapters();
  return {
    ...scimPorts(),
    maxWalk: dynamo.maxWalk,
    users: bind(dynamo, { getMany: getUsers }),
    groups: bind(dynamo, {
      find: findGroups,
      count: countGroups,
      page: pageOfGroups,
      idAt: groupIdAt,
      getMany: getGroups,
      bucketInEach,
      allBuckets,
    }),
    bookmarks: bind(dynamo, { read: readBookmark, keep: keepBookmark }),
  };
}

export function createGroupPorts(): HttpPorts & CreateGroupPorts {
  const dynamo = tableAdapters();
  return {
    ...dynamo,
    ...scimPorts(),
    users: bind(dynamo, MEMBERS),
    groups: bind(dynamo, CHANGES),
    pending: bind(dynamo, PENDING),
  };
}

/** A new displayName may grant other roles: those of the members are decided anew. */
export function changeGroupPorts(): HttpPorts & ChangeGroupPorts {
  const dynamo = tableAdapters();
  return {
    ...dynamo,
    ...scimPorts(),
    users: bind(dynamo, MEMBERS),
    groups: bind(dynamo, { ...CHANGES, idNamed: groupIdNamed }),
    pending: bind(dynamo, PENDING),
    activity: bind(dynamo, { append: appendRecord }),
  };
}

/** Memberships end with a group: as far as there is time before the answer. */
export function deleteGroupPorts(): HttpPorts & DeleteGroupPorts {
  const dynamo = tableAdapters();
  return {
    ...dynamo,
    ...scimPorts(),
    users: bind(dynamo, { getMany: getUsers }),
    groups: bind(dynamo, { ...CHANGES, dropBuckets }),
    pending: bind(dynamo, PENDING),
  };
}

/** The background work of groups, whatever its kind. */
export function workPorts(): WorkPorts {
  const dynamo = tableAdapters();
  return {
    ...dynamo,
    users: bind(dynamo, { getMany: getUsers }),
    groups: bind(dynamo, { ...CHANGES, idNamed: groupIdNamed, dropBuckets }),
    pending: bind(dynamo, PENDING),
  };
}
