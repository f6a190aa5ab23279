import { describe, expect, it } from '@jest/globals';
import { changeRecord, unchangedRecord } from '#activity/record.ts';
import { listActivity } from '#administration/activity/list-activity.ts';
import type { AdminRequest } from '#administration/exchange.ts';
import type { ActivityHistory, ActivitySpan } from '#directory/activity-history.ts';
import type { ActivityRecord } from '#directory/activity-record.ts';
import { idAtTime } from '#directory/user.ts';
import { aContext } from '#test/support/workspaces.ts';

const NOW = Date.parse('2026-01-01T12:00:00.000Z');
const context = aContext({ deadline: NOW + 3_600_000 });

interface Page {
  readonly records: readonly { readonly id: string }[];
  readonly more: boolean;
  readonly nextCursor: string;
}

/** A record of a moment; the number keeps ids of one moment apart. */
function recordAt(secondsAgo: number, number = 0, parts: Partial<ActivityRecord> = {}) {
  const time = NOW - secondsAgo * 1000;
  const id = idAtTime(time).replace(/0{6}$/, String(number).padStart(6, '0'));
  const change = { operation: 'patch', status: 200, changed: [], events: [] } as const;
  const resource = { type: 'User', id: 'user-1' } as const;
  const ports = { now: () => time, newId: () => id };
  return { ...changeRecord(ports, context, { ...change, resource, version: 2 }), ...parts };
}

/** A refusal of that moment; the number is of the user that it is about. */
function refusalAt(secondsAgo: number, number = 0): ActivityRecord {
  const time = NOW - secondsAgo * 1000;
  return unchangedRecord({ now: () => time, newId: () => '' }, context, {
    operation: 'patch',
    resource: { type: 'User', id: `user-${number}` },
    result: { status: 400 },
    ignored: [],
  });
}

/** A log of records that can grow; it remembers what it was asked for. */
function aLog(...first: readonly ActivityRecord[]) {
  const records = [...first];
  const asked: ActivitySpan[] = [];
  let now = NOW;
  const history: ActivityHistory = {
    async page(_, span) {
      asked.push(span);
      const sorted = [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
      const following = sorted.filter(({ id }) => id > span.after && id <= (span.upTo ?? '~'));
      const page = following.slice(0, span.limit);
      return {
        records: page.map((record) => ({ record, repeats: 1, state: 'finished' })),
        more: following.length > page.length,
      };
    },
  };
  const list = async (query: Readonly<Record<string, string>> = {}): Promise<Page> => {
    const request = { queryString: new URLSearchParams(query).toString() } as AdminRequest;
    const result = await listActivity({ history, now: () => now }, context, request);
    return (result as unknown as { body: Page }).body;
  };
  const wait = (seconds: number) => {
    now += seconds * 1000;
  };
  return { records, asked, list, wait };
}

/** As nobody has given it. */
const cursorAt = (position: string) => {
  const name = 'activity?[null,null,null]';
  return Buffer.from(JSON.stringify(['acme', name, position])).toString('base64url');
};

const idsOf = ({ records }: Page) => records.map(({ id }) => id);

describe('the activity log', () => {
  it('comes in order of time, page by page, each record once', async () => {
    const records = Array.from({ length: 25 }, (_, index) => recordAt(1000 - index));
    const log = aLog(...records);
    const seen: string[] = [];

    let page = await log.list({ limit: '10' });
    seen.push(...idsOf(page));
    while (page.more) {
      page = await log.list({ limit: '10', after: page.nextCursor });
      seen.push(...idsOf(page));
    }

    expect(seen).toEqual(records.map(({ id }) => id));
  });

  it('shows at once what has just happened, and never passes what may still commit', async () => {
    const [old, recent, late] = [recordAt(100), recordAt(10), recordAt(20)];
    const log = aLog(old, recent);
    const first = await log.list();
    log.records.push(late);

    const second = await log.list({ after: first.nextCursor });

    expect(idsOf(first)).toEqual([old.id, recent.id]);
    expect(first.more).toBe(false);
    expect(idsOf(second)).toEqual([late.id, recent.id]);
  });

  it('goes on behind what is older than 30 seconds', async () => {
    const log = aLog(recordAt(31), recordAt(29));
    const first = await log.list();

    const second = await log.list({ after: first.nextCursor });
    log.wait(30);
    const third = await log.list({ after: second.nextCursor });
    const fourth = await log.list({ after: third.nextCursor });

    expect([second, third, fourth].map((page) => page.records.length)).toEqual([1, 1, 0]);
  });

  it('reads a crowd of recent records page by page, and then from where it came in', async () => {
    const crowd = Array.from({ length: 25 }, (_, index) => recordAt(20, index));
    const log = aLog(...crowd);
    const first = await log.list({ limit: '10' });
    const second = await log.list({ limit: '10', after: first.nextCursor });
    const third = await log.list({ limit: '10', after: second.nextCursor });
    const late = recordAt(25);
    log.records.push(late);
    log.wait(15);

    const fourth = await log.list({ limit: '10', after: third.nextCursor });

    expect([first, second, third].flatMap(idsOf)).toEqual(crowd.map(({ id }) => id));
    expect([first, second, third].map(({ more }) => more)).toEqual([true, true, false]);
    expect(idsOf(fourth)[0]).toBe(late.id);
  });

  it.each([
    ['2026-01-01T11:59:09Z', [50, 40, 10]],
    ['2026-01-01T13:59:15+02:00', [40, 10]],
    ['now', [10]],
  ])('begins at a time: %s', async (after, secondsAgo) => {
    const log = aLog(...[60, 50, 40, 10].map((seconds) => recordAt(seconds)));

    const first = await log.list({ after });
    const second = await log.list({ after: first.nextCursor });

    expect(idsOf(first)).toEqual(secondsAgo.map((seconds) => recordAt(seconds).id));
    expect(idsOf(second)).toEqual([recordAt(10).id]);
  });

  it.each([
    [{ result: 'failure' }, ['failed']],
    [{ result: 'success' }, ['changed', 'group', 'other']],
    [{ subject: 'user-2' }, ['other']],
    [{ kind: 'Group' }, ['group']],
    [{ kind: 'User Deprovisioned' }, ['changed']],
    [{ kind: 'User Deprovisioned', subject: 'user-2' }, []],
  ])('is narrowed by %j', async (query, names) => {
    const event = { type: 'User Deprovisioned', data: {} } as const;
    const records = {
      changed: recordAt(50, 0, { events: [event] }),
      failed: recordAt(49, 0, { result: { status: 409 } }),
      group: recordAt(48, 0, { resource: { type: 'Group', id: 'group-1' } }),
      other: recordAt(47, 0, { resource: { type: 'User', id: 'user-2' } }),
    };
    const log = aLog(...Object.values(records));

    const page = await log.list(query);

    expect(idsOf(page)).toEqual(names.map((name) => records[name as keyof typeof records].id));
  });

  it('has after a time the refusals of its 15 seconds, which may have been repeated since', async () => {
    const [before, refusal, change] = [recordAt(58), refusalAt(50), recordAt(49)];
    const log = aLog(before, refusal, change);

    const sinceJustBefore = await log.list({ after: '2026-01-01T11:59:09Z' });
    const sinceLater = await log.list({ after: '2026-01-01T11:59:12Z' });
    const sinceNextWindow = await log.list({ after: '2026-01-01T11:59:15Z' });

    expect(idsOf(sinceJustBefore)).toEqual([refusal.id, change.id]);
    expect(idsOf(sinceLater)).toEqual([refusal.id]);
    expect(idsOf(sinceNextWindow)).toEqual([]);
  });

  it('goes on page by page through the refusals before a time, without the changes there', async () => {
    const refusals = [50, 51, 52, 53].map((seconds) => refusalAt(seconds, seconds));
    const changes = [recordAt(60), recordAt(55), recordAt(20)];
    const log = aLog(...refusals, ...changes);
    const seen: string[] = [];

    let page = await log.list({ limit: '1', after: '2026-01-01T11:59:09Z' });
    seen.push(...idsOf(page));
    while (page.more) {
      page = await log.list({ limit: '1', after: page.nextCursor });
      seen.push(...idsOf(page));
    }

    const refused = refusals.map(({ id }) => id).sort();
    expect(seen).toEqual([...refused, recordAt(20).id]);
  });

  it('shows a page in order of time: a refusal behind the change that caused it', async () => {
    const [change, refusal] = [recordAt(55), refusalAt(50)];

    const page = await aLog(change, refusal).list();

    expect(refusal.id < change.id).toBe(true);
    expect(idsOf(page)).toEqual([change.id, refusal.id]);
  });

  it('never passes a refusal that is merged into 15 seconds that began earlier', async () => {
    const log = aLog(recordAt(100));
    log.wait(11);
    const first = await log.list();
    const late = refusalAt(16);
    log.records.push(late);

    const second = await log.list({ after: first.nextCursor });

    expect(idsOf(second)).toEqual([late.id]);
  });

  it('looks at 1,000 records for a page at the most, which may be empty', async () => {
    const others = Array.from({ length: 1500 }, (_, index) => recordAt(5000 - index));
    const wanted = recordAt(60, 0, { result: { status: 409 } });
    const log = aLog(...others, wanted);

    const first = await log.list({ result: 'failure' });
    const looked = log.asked.reduce((sum, { limit }) => sum + limit, 0);
    const second = await log.list({ result: 'failure', after: first.nextCursor });

    expect([first.records, first.more, looked]).toEqual([[], true, 1000]);
    expect([idsOf(second), second.more]).toEqual([[wanted.id], false]);
  });

  it.each<Readonly<Record<string, string>>>([
    { limit: '0' },
    { limit: '201' },
    { result: 'ok' },
    { kind: 'User Exploded' },
    { after: 'x' },
    { after: '2026-01-01T00:00:00+05' },
    { after: cursorAt('ffffffff-ffff-7000-8000-000000000000 ffffffff-ffff-0') },
    { after: cursorAt('- -') },
    { cursor: 'x' },
  ])('refuses %j', async (query) => {
    await expect(aLog().list(query)).rejects.toMatchObject({ status: 400 });
  });

  it('takes a cursor for the list alone that gave it', async () => {
    const log = aLog(recordAt(60));
    const { nextCursor } = await log.list({ result: 'failure' });

    await expect(log.list({ after: nextCursor })).rejects.toMatchObject({ status: 400 });
  });

  it('says who did what to whom, how it ended, and which events came of it', async () => {
    const record = recordAt(60, 0, {
      changed: ['active'],
      events: [{ type: 'User Deprovisioned', data: { userName: 'canary' } }],
    });

    const { records } = await aLog(record).list();

    expect(records).toEqual([
      {
        id: record.id,
        at: record.at,
        actor: context.actor,
        client: 'okta',
        operation: 'patch',
        resource: { type: 'User', id: 'user-1' },
        result: { status: 200 },
        changed: ['active'],
        ignored: [],
        version: 2,
        events: [{ eventId: `${record.id}-0`, type: 'User Deprovisioned' }],
        state: 'finished',
        repeats: 1,
        requestId: context.requestId,
      },
    ]);
  });

  it('says of a refusal why', async () => {
    const refusal = unchangedRecord({ now: () => NOW, newId: () => '' }, context, {
      operation: 'create',
      resource: undefined,
      result: { status: 409, scimType: 'uniqueness', reason: 'User already exists' },
      ignored: ['userName'],
    });

    const { records } = await aLog(refusal).list();

    expect(records).toMatchObject([
      { result: { status: 409, scimType: 'uniqueness', reason: 'User already exists' } },
    ]);
  });
});
