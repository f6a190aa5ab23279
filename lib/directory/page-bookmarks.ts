import type { WorkspaceContext } from '#directory/workspace-context.ts';

/** Where a sequential walk through pages of one size goes on. */
export interface PageBookmarks {
  /** A walk has come for the page at `startIndex`. */
  read(context: WorkspaceContext, page: BookmarkedPage): Promise<Arrival>;
  /**
   * Of walks that have still to come for it the lowest id stays, so that none misses anybody.
   *
   * @param ahead what the walk saw when it came for the page before: it is not read again unless it has
   *   changed since, or is of another page.
   */
  keep(
    context: WorkspaceContext,
    page: BookmarkedPage,
    after: string,
    ahead?: Ahead,
  ): Promise<void>;
}

export interface BookmarkedPage {
  readonly resourceType: 'USER' | 'GROUP';
  readonly startIndex: number;
  readonly count: number;
}

export interface Arrival {
  /** The id behind which the page begins; undefined where no bookmark leads to it. */
  readonly after?: string;
  /** Of the next page, if this one is full. */
  readonly ahead: Ahead;
}

/** What stands at a page, and at the one behind it. */
export interface Ahead {
  readonly startIndex: number;
  readonly stands?: Bookmark;
  readonly behind?: Bookmark;
}

export interface Bookmark {
  /** The id behind which the page begins. */
  readonly after: string;
  /** How many walks have still to come for it. */
  readonly waiting: number;
  /** When a walk left it last, in milliseconds since 1970. */
  readonly at: number;
  /** When a walk that it waited for has come, likewise; absent where none has since it was begun. */
  readonly cameAt?: number;
}
