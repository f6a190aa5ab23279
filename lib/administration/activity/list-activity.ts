/** The sync and audit log of a workspace, or of the deployment itself, in order of time. */

import * as v from 'valibot';
import { renderRecord } from '#administration/activity/render-record.ts';
import { Limit, type List, readCursor, toCursor } from '#administration/cursor.ts';
import { type AdminRequest, type AdminResult, readQuery } from '#administration/exchange.ts';
import { instant } from '#administration/instant.ts';
import type { ActivityHistory, ActivityPage, LoggedRecord } from '#directory/activity-history.ts';
import { EVENT_TYPES, isMerged, RESOURCE_KINDS, windowStart } from '#directory/activity-record.ts';
import type { Clock } from '#directory/ports.ts';
import { idAtTime, timeOfId } from '#directory/user.ts';
import type { LogContext } from '#directory/workspace-context.ts';

export interface ActivityPorts extends Pick<Clock, 'now'> {
  readonly history: ActivityHistory;
}

/** Records that one page looks at, whatever the filter leaves of them. */
const MAX_READ = 1000;
/** Records that are read at once. */
const STRIDE = 250;
/**
 * Milliseconds after which no record can commit any more: a write is given up 25 seconds after its
 * record was given its id.
 */
const SETTLED_MS = 30_000;

const Query = v.strictObject({
  limit: Limit,
  after: v.optional(v.string()),
  result: v.optional(v.picklist(['success', 'failure'], 'must be success or failure')),
  subject: v.optional(v.pipe(v.string(), v.maxLength(100, 'must be the id of a resource'))),
  kind: v.optional(
    v.picklist(
      [...EVENT_TYPES, ...RESOURCE_KINDS],
      `must be one of ${[...EVENT_TYPES, ...RESOURCE_KINDS].join(', ')}`,
    ),
  ),
});

const Time = instant('2026-01-31T00:00:00Z');

type Query = v.InferOutput<typeof Query>;

/** Two ids; the second is left out where a tail begins. */
const ID = '[0-9a-e][0-9a-f]{7}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const POSITION = new RegExp(`^(?:${ID})? (?:${ID})?$`);

/** Where a reader is. */
interface Position {
  /** Behind this id a record may still commit: a tail begins here again. */
  readonly settled: string;
  /**
   * The id that was read last. In the middle of what is not settled it lies behind `settled`; before
   * `settled` it means that merged records alone are still to be read there.
   */
  readonly read: string;
}

/**
 * GET …/activity?after&limit&result&subject&kind; `after` is a cursor, a time, or `now`. `more` says whether records follow at once. The
 * cursor of the last page is for a tail: it lies 30 seconds back, so that no record is passed that may
 * still commit, and the next page begins with records that were there before; drop them by their id.
 *
 * Equal refusals within 15 seconds are one record, which sorts where the 15 seconds begin. So at a time,
 * and where a tail goes on, those of its 15 seconds come first. A page is in order of `at`.
 *
 * A page looks at 1,000 records at the most, so it may be empty while more follow.
 */
export async function listActivity(
  ports: ActivityPorts,
  context: LogContext,
  request: AdminRequest,
): Promise<AdminResult> {
  const query = readQuery(Query, request);
  const { workspace } = context;
  const name = `activity?${filterOf(query)}`;
  const list = { workspaceId: workspace.id, name, position: POSITION };
  const boundary = idAtTime(ports.now() - SETTLED_MS);
  const start = startOf(list, query.after, boundary);
  const { records, read, more } = await readMatching(ports, context, query, start);
  const settled = settledAt(start, boundary, read, more);
  const next = more ? read : '';
  return {
    kind: 'document',
    body: {
      records: inOrderOfTime(records).map(renderRecord),
      more,
      nextCursor: toCursor(list, `${settled} ${next}`),
    },
  };
}

function filterOf({ result, subject, kind }: Query): string {
  return JSON.stringify([result, subject, kind]);
}

/** Behind a cursor, at a time, or, for `now`, where a tail begins. @throws {Problem} 400. */
function startOf(list: List, after: string | undefined, boundary: string): Position {
  if (after === 'now') return tailAt(boundary);
  const time = v.safeParse(Time, after);
  if (!time.success) return toPosition(readCursor(list, after));
  return tailAt(idAtTime(Date.parse(time.output)));
}

function toPosition(position = ' '): Position {
  const [settled = '', read = ''] = position.split(' ');
  return read === '' && settled !== '' ? tailAt(settled) : { settled, read };
}

/** What is merged sorts before what it has grown by. */
function tailAt(settled: string): Position {
  return { settled, read: idAtTime(windowStart(timeOfId(settled))) };
}

/**
 * A walk that has come into what is not settled keeps the boundary that it came in by: what it read
 * earlier may have changed since.
 */
function settledAt(
  { settled, read: start }: Position,
  boundary: string,
  read: string,
  more: boolean,
): string {
  if (start > settled) return settled;
  const reached = more && read < boundary ? read : boundary;
  return reached > settled ? reached : settled;
}

async function readMatching(
  { history, now }: ActivityPorts,
  context: LogContext,
  query: Query,
  start: Position,
) {
  const records: LoggedRecord[] = [];
  let after = start.read;
  let looked = 0;
  let isLast = false;
  while (!isLast && looked < MAX_READ && records.length < query.limit && now() < context.deadline) {
    const limit = Math.min(STRIDE, MAX_READ - looked);
    const page = await readPage(history, context, { ...start, read: after }, limit);
    for (const logged of page.records) {
      if (records.length === query.limit) return { records, read: after, more: true };
      after = logged.record.id;
      looked += 1;
      if (matches(query, logged)) records.push(logged);
    }
    after = page.end;
    isLast = !page.more;
  }
  return { records, read: after, more: !isLast };
}

/** Before `settled` what is merged alone: all of a window sort in its first millisecond. */
async function readPage(
  history: ActivityHistory,
  context: LogContext,
  { settled, read: after }: Position,
  limit: number,
): Promise<ActivityPage & { readonly end: string }> {
  const isMergedAlone = after < settled;
  const upTo = isMergedAlone ? idAtTime(timeOfId(after) + 1) : undefined;
  const { records, more } = await history.page(context, { after, upTo, limit });
  const end = records.at(-1)?.record.id ?? after;
  if (!isMergedAlone) return { records, more, end };
  const merged = records.filter(({ record }) => isMerged(record));
  return { records: merged, more: true, end: more ? end : settled };
}

function inOrderOfTime(records: readonly LoggedRecord[]): readonly LoggedRecord[] {
  return [...records].sort((a, b) => Date.parse(a.record.at) - Date.parse(b.record.at));
}

function matches({ result, subject, kind }: Query, { record }: LoggedRecord): boolean {
  const isFailure = record.result.status >= 400;
  if (result !== undefined && (result === 'failure') !== isFailure) return false;
  if (subject !== undefined && record.resource?.id !== subject) return false;
  if (kind === undefined || record.resource?.type === kind) return true;
  return record.events.some(({ type }) => type === kind);
}
