/** The ports of the store, whole: a deployed function has of them what it uses. */

import type { Outbox } from '#activity/ports.ts';
import type { ReplayBookmark } from '#activity/replay-events.ts';
import { bind } from '#compose/bind.ts';
import type { ActivityHistory } from '#directory/activity-history.ts';
import type { GroupStore, PendingWork } from '#directory/group-ports.ts';
import type { PageBookmarks } from '#directory/page-bookmarks.ts';
import type {
  ActivityLog,
  PeopleStore,
  TokenUses,
  UserStore,
  WorkspaceRemoval,
  WorkspaceStatus,
  WorkspaceStore,
} from '#directory/ports.ts';
import { pageOfRecords } from '#store/activity-history.ts';
import { appendRecord } from '#store/activity-log.ts';
import type { Dynamo } from '#store/dynamo.ts';
import { changeGroup, dropBuckets } from '#store/group-changes.ts';
import {
  allBuckets,
  bucketInEach,
  countGroups,
  findGroups,
  getGroup,
  getGroups,
  getWithBuckets,
  groupIdAt,
  groupIdNamed,
  pageOfGroups,
} from '#store/group-queries.ts';
import {
  finishRecord,
  markPublished,
  pageOfUnfinished,
  readUnfinishedRecords,
} from '#store/outbox.ts';
import { keepBookmark, readBookmark } from '#store/page-bookmarks.ts';
import { endWork, isAnyWorkPending, isWorkPending } from '#store/pending-work.ts';
import { getPerson, pageOfPeople, peopleByEmail, placesOf } from '#store/people-store.ts';
import { keepReplayPlace, readReplayPlace } from '#store/replay-bookmark.ts';
import { noteTokenUse } from '#store/token-uses.ts';
import { adoptUser, createUser, removeUser, replaceUser } from '#store/user-changes.ts';
import {
  countUsers,
  existingUsers,
  findUsers,
  getManualUser,
  getUser,
  getUsers,
  pageOfUsers,
  userIdAt,
} from '#store/user-queries.ts';
import { listWorkspaces } from '#store/workspace-list.ts';
import { hasUnfinishedRecords, removeItems } from '#store/workspace-removal.ts';
import { tokenUses, workspaceCounts } from '#store/workspace-status.ts';
import { createWorkspace, readWorkspace, replaceWorkspace } from '#store/workspace-store.ts';

export const userStore = (dynamo: Dynamo): UserStore =>
  bind(dynamo, {
    create: createUser,
    replace: replaceUser,
    remove: removeUser,
    adopt: adoptUser,
    get: getUser,
    getManual: getManualUser,
    getMany: getUsers,
    existing: existingUsers,
    find: findUsers,
    count: countUsers,
    page: pageOfUsers,
    idAt: userIdAt,
  });

export const groupStore = (dynamo: Dynamo): GroupStore =>
  bind(dynamo, {
    change: changeGroup,
    get: getGroup,
    getMany: getGroups,
    getWithBuckets,
    allBuckets,
    bucketInEach,
    dropBuckets,
    find: findGroups,
    idNamed: groupIdNamed,
    count: countGroups,
    page: pageOfGroups,
    idAt: groupIdAt,
  });

export const peopleStore = (dynamo: Dynamo): PeopleStore =>
  bind(dynamo, {
    get: getPerson,
    page: pageOfPeople,
    byEmail: peopleByEmail,
    places: placesOf,
  });

export const workspaceStore = (dynamo: Dynamo): WorkspaceStore =>
  bind(dynamo, {
    read: readWorkspace,
    create: createWorkspace,
    replace: replaceWorkspace,
    list: listWorkspaces,
  });

export const workspaceStatus = (dynamo: Dynamo): WorkspaceStatus =>
  bind(dynamo, { counts: workspaceCounts, tokenUses });

export const workspaceRemoval = (dynamo: Dynamo): WorkspaceRemoval =>
  bind(dynamo, { hasUnfinished: hasUnfinishedRecords, removeItems });

export const pendingWork = (dynamo: Dynamo): PendingWork =>
  bind(dynamo, { end: endWork, isPending: isWorkPending, isAnyPending: isAnyWorkPending });

export const pageBookmarks = (dynamo: Dynamo): PageBookmarks =>
  bind(dynamo, { read: readBookmark, keep: keepBookmark });

export const activityLog = (dynamo: Dynamo): ActivityLog => bind(dynamo, { append: appendRecord });

export const activityHistory = (dynamo: Dynamo): ActivityHistory =>
  bind(dynamo, { page: pageOfRecords });

export const tokenUseStore = (dynamo: Dynamo): TokenUses => bind(dynamo, { note: noteTokenUse });

export const replayBookmark = (dynamo: Dynamo): ReplayBookmark =>
  bind(dynamo, { read: readReplayPlace, keep: keepReplayPlace });

export const outboxStore = (dynamo: Dynamo): Outbox =>
  bind(dynamo, {
    page: pageOfUnfinished,
    read: readUnfinishedRecords,
    markPublished,
    finish: finishRecord,
  });
