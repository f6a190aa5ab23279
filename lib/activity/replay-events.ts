/** Sends the events of a span of time again, from the log: the users may be gone by now. */

import { replayedMessagesOf } from '#activity/message.ts';
import type { EventBus, Progress, RecordKey, RecordOf } from '#activity/ports.ts';
import type { ActivityHistory, LoggedRecord } from '#directory/activity-history.ts';
import type { Clock } from '#directory/ports.ts';
import { idAtTime } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

export interface ReplayPorts extends Pick<Clock, 'now'> {
  readonly history: ActivityHistory;
  readonly bus: EventBus;
  readonly bookmark: ReplayBookmark;
}

/** How far a replay has come. */
export interface ReplayPlace {
  /** The id of the last record whose events were sent again, or refused. */
  readonly after: string;
  /** Records with an event that the bus has not taken. */
  readonly refused: readonly RefusedRecord[];
}

/** A record by its id, and the one before it, so that it can be found. */
interface RefusedRecord {
  readonly after: string;
  readonly id: string;
}

/** Keeps the place, so that a long replay goes on where it was. */
export interface ReplayBookmark {
  /** undefined at the beginning. */
  read(key: RecordKey): Promise<ReplayPlace | undefined>;
  keep(key: RecordKey, place: ReplayPlace): Promise<void>;
}

/** Records whose events are sent together. */
const STRIDE = 50;
/** Refused records from which on the replay waits for the bus. */
const MAX_REFUSED = 50;

/**
 * The worker of `replayEvents`. Records come in order of time; one of which the bus does not take an
 * event is tried again, by itself, when the sweeper comes back: it holds up no other, and no other is
 * repeated for it.
 */
export async function replayEvents(
  ports: ReplayPorts,
  context: WorkspaceContext,
  record: RecordOf<'replayEvents'>,
): Promise<Progress> {
  const { from, to } = record.work;
  const end = idAtTime(Math.min(Date.parse(to), Date.parse(record.at)));
  const start = { after: idAtTime(Date.parse(from)), refused: [] };
  let place = await retryRefused(
    ports,
    context,
    record,
    (await ports.bookmark.read(record)) ?? start,
  );
  while (ports.now() < context.deadline && place.refused.length < MAX_REFUSED) {
    const { after } = place;
    const page = await ports.history.page(context, { after, upTo: end, limit: STRIDE });
    const ids = page.records.map((logged) => logged.record.id);
    const refused = await sendAgain(ports, record, page.records);
    const found = ids.flatMap((id, index) =>
      refused.has(id) ? [{ after: ids[index - 1] ?? after, id }] : [],
    );
    place = { after: ids.at(-1) ?? after, refused: [...place.refused, ...found] };
    if (!page.more && place.refused.length === 0) return 'done';
    await ports.bookmark.keep(record, place);
    if (!page.more) return 'more';
  }
  return 'more';
}

async function retryRefused(
  ports: ReplayPorts,
  context: WorkspaceContext,
  record: RecordOf<'replayEvents'>,
  place: ReplayPlace,
): Promise<ReplayPlace> {
  if (place.refused.length === 0) return place;
  const pages = await Promise.all(
    place.refused.map(({ after, id }) =>
      ports.history.page(context, { after, upTo: id, limit: STRIDE }),
    ),
  );
  const refused = await sendAgain(
    ports,
    record,
    pages.flatMap(({ records }) => records),
  );
  const left = { ...place, refused: place.refused.filter(({ id }) => refused.has(id)) };
  await ports.bookmark.keep(record, left);
  return left;
}

/** @returns the ids of the records of which the bus has not taken every event. */
async function sendAgain(
  { bus }: ReplayPorts,
  { work: { types } }: RecordOf<'replayEvents'>,
  records: readonly LoggedRecord[],
): Promise<ReadonlySet<string>> {
  const messages = records.flatMap(({ record }) =>
    replayedMessagesOf(record)
      .filter(({ type }) => types?.includes(type) ?? true)
      .map((message) => ({ id: record.id, message })),
  );
  const all = messages.map(({ message }) => message);
  const deliveries = all.length === 0 ? [] : await bus.put(all);
  return new Set(
    messages.filter((_, index) => deliveries[index]?.kind !== 'sent').map(({ id }) => id),
  );
}
