import type { GroupStore, PendingWork } from '#directory/group-ports.ts';
import type { PageBookmarks } from '#directory/page-bookmarks.ts';
import type { ActivityLog, Clock, Randomness, UserStore } from '#directory/ports.ts';

/** What the operations on users and groups work with. */
export interface UserPorts extends Clock, Randomness {
  readonly users: UserStore;
  readonly groups: GroupStore;
  readonly pending: PendingWork;
  readonly bookmarks: PageBookmarks;
  readonly activity: ActivityLog;
  /** Users, or groups, that one request may walk through, where no key leads to them. */
  readonly maxWalk: number;
}
