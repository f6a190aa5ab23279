import { describe, expect, it } from '@jest/globals';
import { replayActivity } from '#administration/activity/replay-activity.ts';
import type { AdminRequest } from '#administration/exchange.ts';
import type { ActivityRecord } from '#directory/activity-record.ts';
import type { Json } from '#scim/json.ts';
import { aContext } from '#test/support/workspaces.ts';

async function replay(body: Json) {
  const records: ActivityRecord[] = [];
  const activity = {
    async append(_: unknown, record: ActivityRecord) {
      records.push(record);
    },
  };
  const ports = { now: () => Date.parse('2026-01-02'), newId: () => 'record-1', activity };
  const result = await replayActivity(ports, aContext(), { body } as AdminRequest);
  return { result, records };
}

const SPAN = { from: '2026-01-01T00:00:00Z', to: '2026-01-01T01:00:00+01:00' };

describe('a replay', () => {
  it('is accepted, and becomes a record with work: nothing is sent before the answer', async () => {
    const span = { from: '2026-01-01T00:00:00Z', to: '2026-01-01T02:00:00+01:00' };

    const { result, records } = await replay({ ...span, kinds: ['User Deprovisioned'] });

    const [from, to] = ['2026-01-01T00:00:00.000Z', '2026-01-01T01:00:00.000Z'];
    const kinds = ['User Deprovisioned'];
    expect(result).toEqual({ kind: 'accepted', body: { id: 'record-1', from, to, kinds } });
    expect(records).toMatchObject([
      {
        id: 'record-1',
        operation: 'replay',
        events: [],
        result: { status: 202 },
        work: { kind: 'replayEvents', from, to, types: kinds },
      },
    ]);
  });

  it.each<Json>([
    { ...SPAN },
    { from: SPAN.from },
    { from: 'yesterday', to: SPAN.to },
    { from: '2026-01-01T00:00:00+05', to: '2026-01-02T00:00:00+05' },
    { from: '0000-01-01T00:00:00+23:59', to: SPAN.to },
    { from: SPAN.from, to: '2026-01-02T00:00:00Z', kinds: [] },
    { from: SPAN.from, to: '2026-01-02T00:00:00Z', kinds: ['User Exploded'] },
    { from: SPAN.from, to: '2026-01-02T00:00:00Z', until: 'x' },
  ])('is refused with %j, and leaves no record', async (body) => {
    await expect(replay(body)).rejects.toMatchObject({ status: 400 });
  });
});
