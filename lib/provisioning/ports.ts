import type { ActivityLog, Clock, PageBookmarks, Randomness, UserStore } from '#directory/ports.ts';

/** What the operations on users work with. */
export interface UserPorts extends Clock, Randomness {
  readonly users: UserStore;
  readonly bookmarks: PageBookmarks;
  readonly activity: ActivityLog;
  /** Users that one request may walk through, where no key leads to them. */
  readonly maxWalk: number;
}
