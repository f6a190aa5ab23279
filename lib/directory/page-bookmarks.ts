import type { WorkspaceContext } from '#directory/workspace-context.ts';

/** Where a sequential walk through pages of one size goes on. */
export interface PageBookmarks {
  /** The id behind which the page at `startIndex` begins. */
  read(context: WorkspaceContext, page: BookmarkedPage): Promise<string | undefined>;
  /** Of walks that have still to come for it the lowest id stays, so that none misses anybody. */
  keep(context: WorkspaceContext, page: BookmarkedPage, after: string): Promise<void>;
}

export interface BookmarkedPage {
  readonly resourceType: 'USER' | 'GROUP';
  readonly startIndex: number;
  readonly count: number;
}
