/** The background work of groups: what a request begins, and the stream or the sweeper finishes. */

import type { RecordOf } from '#activity/ports.ts';
import type { ActivityRecord, Work } from '#directory/activity-record.ts';
import type { Clock } from '#directory/ports.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

/** Milliseconds that an answer may wait for what could as well be done after it. */
const MAX_WAIT_MS = 15_000;

/**
 * As much as fits before the answer. Whatever fails here is no failure of the request, which has
 * committed: the record stays unfinished, and the sweeper comes back to it.
 */
export async function beginWork(
  { now }: Pick<Clock, 'now'>,
  context: WorkspaceContext,
  work: (inTime: WorkspaceContext) => Promise<unknown>,
): Promise<void> {
  const deadline = Math.min(context.deadline, now() + MAX_WAIT_MS);
  try {
    await work({ ...context, deadline });
  } catch {
    // The record says what is left to do.
  }
}

/** Those of the records that have work of a kind. */
export function recordsOf<Kind extends Work['kind']>(
  kind: Kind,
  records: readonly ActivityRecord[],
): readonly RecordOf<Kind>[] {
  return records.filter((record): record is RecordOf<Kind> => record.work?.kind === kind);
}
