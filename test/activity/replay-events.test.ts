import { describe, expect, it } from '@jest/globals';
import type { RecordOf } from '#activity/ports.ts';
import { type ReplayPlace, replayEvents } from '#activity/replay-events.ts';
import type { ActivitySpan } from '#directory/activity-history.ts';
import type { ActivityRecord, EventType } from '#directory/activity-record.ts';
import { idAtTime } from '#directory/user.ts';
import { aBus } from '#test/support/messages.ts';
import { anUnfinished } from '#test/support/outboxes.ts';
import { aContext } from '#test/support/workspaces.ts';

const START = Date.parse('2026-01-01T00:00:00Z');
const idAt = (seconds: number) => idAtTime(START + seconds * 1000).replace(/0$/, '1');

/** A log with a record for each of so many seconds. */
function aReplay(seconds: number, { to = 3600, types }: { to?: number; types?: EventType[] } = {}) {
  const records = Array.from(
    { length: seconds },
    (_, index): ActivityRecord => ({
      ...anUnfinished(idAt(index)).record,
      events: [
        { type: 'User Deprovisioned', data: {} },
        { type: 'User Deleted', data: {} },
      ],
    }),
  );
  const bus = aBus();
  let kept: ReplayPlace | undefined;
  let reads = 0;
  const ports = {
    now: () => START + reads,
    bus,
    history: {
      async page(_: unknown, { after, upTo = '~', limit }: ActivitySpan) {
        reads += 1;
        const all = records.filter(({ id }) => id > after && id <= upTo);
        const page = all.slice(0, limit);
        return {
          records: page.map((record) => ({ record, repeats: 1, state: 'finished' }) as const),
          more: all.length > page.length,
        };
      },
    },
    bookmark: {
      read: async () => kept,
      async keep(_: unknown, place: ReplayPlace) {
        kept = place;
      },
    },
  };
  const span = {
    from: new Date(START).toISOString(),
    to: new Date(START + to * 1000).toISOString(),
  };
  const at = new Date(START + 7200_000).toISOString();
  const record = { ...anUnfinished('replay').record, at, events: [] };
  const work = { kind: 'replayEvents', ...span, ...(types && { types }) } as const;
  const run = (deadline = START + 60_000) =>
    replayEvents(ports as never, aContext({ deadline }), {
      ...record,
      work,
    } as RecordOf<'replayEvents'>);
  const arrived = () => bus.arrived.map(({ detail }) => detail.metadata.eventId);
  return { bus, run, arrived };
}

describe('a replay', () => {
  it('sends every event of the span, with its old id, marked', async () => {
    const { run, arrived, bus } = aReplay(130);

    expect(await run()).toBe('done');

    expect(arrived()).toHaveLength(260);
    expect(new Set(arrived()).size).toBe(260);
    expect(arrived()[0]).toBe(`${idAt(0)}-0`);
    expect(bus.arrived.every(({ detail }) => detail.metadata.replay === true)).toBe(true);
  });

  it('ends before the end of the span', async () => {
    const { run, arrived } = aReplay(10, { to: 4 });

    await run();

    expect(arrived()).toHaveLength(8);
    expect(arrived().at(-1)).toBe(`${idAt(3)}-1`);
  });

  it('sends only the types that were asked for', async () => {
    const { run, bus } = aReplay(3, { types: ['User Deleted'] });

    await run();

    expect(bus.arrived.map(({ type }) => type)).toEqual(Array(3).fill('User Deleted'));
  });

  it('goes on where it was when its time was over', async () => {
    const { run, arrived } = aReplay(130);

    const first = await run(START + 1);
    const sent = arrived().length;
    const second = await run();

    expect([first, sent, second]).toEqual(['more', 100, 'done']);
    expect(new Set(arrived()).size).toBe(260);
    expect(arrived()).toHaveLength(260);
  });

  it('comes back to an event that the bus did not take, and repeats no other record for it', async () => {
    const { run, arrived, bus } = aReplay(130);
    bus.refused.add(`${idAt(60)}-0`);

    const first = await run();
    const [others, again] = [arrived().length, await run()];
    bus.refused.clear();
    const last = await run();

    expect([first, again, last]).toEqual(['more', 'more', 'done']);
    expect(others).toBe(259);
    expect(arrived().slice(259)).toEqual([
      `${idAt(60)}-1`, // Beside the one that is refused.
      `${idAt(60)}-0`,
      `${idAt(60)}-1`,
    ]);
  });

  it('waits where the bus takes nothing', async () => {
    const { run, arrived, bus } = aReplay(130);
    for (let index = 0; index < 130; index += 1) bus.refused.add(`${idAt(index)}-0`);

    const first = await run();
    const sent = arrived().length;
    bus.refused.clear();
    const second = await run();

    expect([first, second]).toEqual(['more', 'done']);
    expect(sent).toBe(50);
    expect(new Set(arrived()).size).toBe(260);
  });
});
