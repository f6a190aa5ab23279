/** The activity log as it is read. */

import type { ActivityRecord } from '#directory/activity-record.ts';
import type { LogContext } from '#directory/workspace-context.ts';

/** A record as it stands in the log. */
export interface LoggedRecord {
  readonly record: ActivityRecord;
  /** How many equal ones it stands for. */
  readonly repeats: number;
  /** Whether its events are out, and its background work is done. */
  readonly state: 'publishing' | 'working' | 'finished';
}

export interface ActivityPage {
  readonly records: readonly LoggedRecord[];
  /** Whether records follow. */
  readonly more: boolean;
}

export interface ActivitySpan {
  /** The id behind which the page begins; '' for the first record. */
  readonly after: string;
  /** The last id that the page may have. @default none */
  readonly upTo?: string;
  /** Records at the most; fewer where they are large. */
  readonly limit: number;
}

/** A log in order of time, strongly consistent. Throws `TryAgain`. */
export interface ActivityHistory {
  page(context: LogContext, span: ActivitySpan): Promise<ActivityPage>;
}
