/** What the operations on users and groups work with: each names of the stores what it calls, and no more. */

import type { GroupStore, PendingWork } from '#directory/group-ports.ts';
import type { PageBookmarks } from '#directory/page-bookmarks.ts';
import type { ActivityLog, Clock, Randomness, UserStore } from '#directory/ports.ts';

/** What lists take, page by page and by walk. */
export interface ListPorts extends Pick<Clock, 'now'> {
  readonly bookmarks: PageBookmarks;
  /** Users, or groups, that one request may walk through, where no key leads to them. */
  readonly maxWalk: number;
}

/** What every change takes. */
export type WritePorts = Clock & Pick<Randomness, 'newId' | 'random'>;

/** The names of users' groups. */
export interface GroupNamePorts {
  readonly groups: Pick<GroupStore, 'getMany'>;
}

export interface ReadUserPorts extends GroupNamePorts {
  readonly users: Pick<UserStore, 'get'>;
}

export interface QueryUserPorts extends GroupNamePorts, ListPorts {
  readonly users: Pick<UserStore, 'find' | 'count' | 'page' | 'idAt'>;
}

export interface CreateUserPorts extends WritePorts {
  readonly users: Pick<UserStore, 'create' | 'getManual' | 'adopt'>;
}

export interface ChangeUserPorts extends GroupNamePorts, WritePorts {
  readonly users: Pick<UserStore, 'get' | 'replace'>;
  readonly activity: ActivityLog;
}

export interface ReadGroupPorts {
  readonly groups: Pick<GroupStore, 'getWithBuckets' | 'allBuckets'>;
}

export interface QueryGroupPorts extends ListPorts {
  readonly users: Pick<UserStore, 'getMany'>;
  readonly groups: Pick<
    GroupStore,
    'find' | 'count' | 'page' | 'idAt' | 'getMany' | 'bucketInEach' | 'allBuckets'
  >;
}

/** What brings users into line with the buckets of a group. */
export interface SettlePorts extends WritePorts {
  readonly users: Pick<UserStore, 'getMany'>;
  readonly groups: Pick<GroupStore, 'change' | 'getMany' | 'getWithBuckets'>;
}

export interface DeleteUserPorts extends SettlePorts {
  readonly users: SettlePorts['users'] & Pick<UserStore, 'get' | 'remove'>;
  readonly groups: SettlePorts['groups'] & Pick<GroupStore, 'bucketInEach'>;
}

/** What plans the change of a group. */
export interface PlanPorts extends SettlePorts {
  readonly groups: SettlePorts['groups'] & Pick<GroupStore, 'allBuckets'>;
}

export interface ProjectionPorts extends SettlePorts {
  readonly pending: Pick<PendingWork, 'end' | 'isPending'>;
}

export interface CreateGroupPorts extends PlanPorts, ProjectionPorts {
  readonly users: PlanPorts['users'] & Pick<UserStore, 'existing'>;
  readonly groups: PlanPorts['groups'];
}

/** What decides the roles of members anew. */
export interface RolePorts extends ProjectionPorts {
  readonly groups: PlanPorts['groups'] & Pick<GroupStore, 'idNamed'>;
}

export interface ChangeGroupPorts extends RolePorts {
  readonly users: CreateGroupPorts['users'];
  readonly activity: ActivityLog;
}

export interface DeleteGroupPorts extends ProjectionPorts {
  readonly groups: PlanPorts['groups'] & Pick<GroupStore, 'dropBuckets'>;
}

/** What the background work of groups takes, whatever its kind. */
export interface WorkPorts extends RolePorts {
  readonly groups: RolePorts['groups'] & DeleteGroupPorts['groups'];
}
