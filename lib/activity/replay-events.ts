/** Sends the events of a span of time again, from the log: the users may be gone by now. */

import { replayedMessagesOf } from '#activity/message.ts';
import type { EventBus, Progress, RecordKey, RecordOf } from '#activity/ports.ts';
import type { ActivityHistory } from '#directory/activity-history.ts';
import type { Clock } from '#directory/ports.ts';
import { idAtTime } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

export interface ReplayPorts extends Pick<Clock, 'now'> {
  readonly history: ActivityHistory;
  readonly bus: EventBus;
  readonly bookmark: ReplayBookmark;
}

/** How far a replay has come, so that a long one goes on where it was. */
export interface ReplayBookmark {
  /** The id of the last record whose events were sent again; undefined at the beginning. */
  read(key: RecordKey): Promise<string | undefined>;
  keep(key: RecordKey, recordId: string): Promise<void>;
}

/** Records whose events are sent together. */
const STRIDE = 50;

/**
 * The worker of `replayEvents`. Records come in order of time; an event that the bus does not take is
 * tried again when the sweeper comes back.
 */
export async function replayEvents(
  ports: ReplayPorts,
  context: WorkspaceContext,
  record: RecordOf<'replayEvents'>,
): Promise<Progress> {
  const { from, to } = record.work;
  const end = idAtTime(Math.min(Date.parse(to), Date.parse(record.at)));
  let after = (await ports.bookmark.read(record)) ?? idAtTime(Date.parse(from));
  while (ports.now() < context.deadline) {
    const page = await ports.history.page(context, { after, upTo: end, limit: STRIDE });
    const last = page.records.at(-1);
    if (last === undefined) return 'done';
    const messages = page.records
      .flatMap((logged) => replayedMessagesOf(logged.record))
      .filter(({ type }) => record.work.types?.includes(type) ?? true);
    const deliveries = messages.length === 0 ? [] : await ports.bus.put(messages);
    if (!messages.every((_, index) => deliveries[index]?.kind === 'sent')) return 'more';
    if (!page.more) return 'done';
    after = last.record.id;
    await ports.bookmark.keep(record, after);
  }
  return 'more';
}
