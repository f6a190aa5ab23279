import { describe, expect, it } from '@jest/globals';
import { finishRecords } from '#activity/finish-records.ts';
import type { UnfinishedRecord } from '#activity/ports.ts';
import { anUnfinished, finishingPorts, WORK } from '#test/support/outboxes.ts';

const DEADLINE = Date.parse('2026-01-01T01:00:00Z');
const TWO_EVENTS = ['User Deprovisioned', 'User Deleted'].map((type) => ({ type, data: {} }));

const finish = async (
  records: readonly UnfinishedRecord[],
  {
    refused = [],
    ...parts
  }: { refused?: readonly string[]; progress?: () => 'done' | 'more' } = {},
) => {
  const ports = finishingPorts(records, parts.progress);
  for (const id of refused) ports.bus.refused.add(id);
  const results = await finishRecords(ports, records, DEADLINE);
  const arrived = ports.bus.arrived.map(({ detail }) => detail.metadata.eventId);
  return { ...ports, results, arrived };
};

describe('finishing records', () => {
  it('publishes the events, then takes the record off the list', async () => {
    const { results, arrived, steps } = await finish([anUnfinished('a')]);

    expect(results).toEqual(['finished']);
    expect(arrived).toEqual(['a-0']);
    expect(steps).toEqual(['finish a']);
  });

  it('marks a record only when every one of its events has arrived', async () => {
    const records = [anUnfinished('a', { events: TWO_EVENTS as never }), anUnfinished('b')];

    const { results, arrived, steps, failures } = await finish(records, { refused: ['a-1'] });

    expect(results).toEqual(['failed', 'finished']);
    expect(arrived).toEqual(['a-0', 'b-0']);
    expect(steps).toEqual(['finish b']);
    expect(failures).toEqual([
      { recordId: 'a', workspaceId: 'acme', step: 'publish', code: 'Refused' },
    ]);
  });

  it('takes an event of which the bus says nothing for one that has not arrived', async () => {
    const records = [anUnfinished('a'), anUnfinished('b')];
    const ports = finishingPorts(records);
    const bus = { put: async () => [{ kind: 'sent' } as const] };

    const results = await finishRecords({ ...ports, bus }, records, DEADLINE);

    expect(results).toEqual(['finished', 'failed']);
  });

  it('leaves on the list what cannot be marked: it will be sent again', async () => {
    const records = [anUnfinished('a'), anUnfinished('b')];
    const ports = finishingPorts(records);
    ports.stuck.add('a');

    const results = await finishRecords(ports, records, DEADLINE);

    expect(results).toEqual(['failed', 'finished']);
    expect(ports.failures).toMatchObject([{ recordId: 'a', step: 'mark', code: 'TryAgain' }]);
  });

  it('publishes all events before any work, marks the record, and finishes it when it is done', async () => {
    const records = [anUnfinished('a', { work: WORK }), anUnfinished('b')];

    const { results, arrived, steps } = await finish(records);

    expect(results).toEqual(['finished', 'finished']);
    expect(arrived).toEqual(['a-0', 'b-0']);
    expect(steps).toEqual(['mark a', 'finish b', 'work a', 'finish a']);
  });

  it('leaves a record on the list while there is work, and does not publish it again', async () => {
    const first = await finish([anUnfinished('a', { work: WORK })], { progress: () => 'more' });
    const second = await finish([anUnfinished('a', { work: WORK }, true)]);

    expect(first.results).toEqual(['unfinished']);
    expect(first.steps).toEqual(['mark a', 'work a']);
    expect(second.results).toEqual(['finished']);
    expect(second.arrived).toEqual([]);
    expect(second.steps).toEqual(['work a', 'finish a']);
  });

  it('does the work of a record that has no events', async () => {
    const { results, arrived, steps } = await finish([
      anUnfinished('a', { work: WORK, events: [] }),
    ]);

    expect([results, arrived]).toEqual([['finished'], []]);
    expect(steps).toEqual(['mark a', 'work a', 'finish a']);
  });

  it('goes on where the work of one record fails, and says which', async () => {
    const fails = () => {
      throw new TypeError('canary');
    };
    const records = [anUnfinished('a', { work: WORK }), anUnfinished('b', { work: WORK })];

    const { results, failures } = await finish(records, { progress: fails });

    expect(results).toEqual(['unfinished', 'unfinished']);
    expect(failures.map(({ recordId, step, code }) => [recordId, step, code])).toEqual([
      ['a', 'work', 'TypeError'],
      ['b', 'work', 'TypeError'],
    ]);
    expect(JSON.stringify(failures)).not.toContain('canary');
  });

  it('finishes work in a workspace that is gone: there is nothing left to do', async () => {
    const records = [anUnfinished('a', { work: WORK })];
    const ports = { ...finishingPorts(records), contextOf: async () => undefined };

    const results = await finishRecords(ports, records, DEADLINE);

    expect(results).toEqual(['finished']);
    expect(ports.steps).toEqual(['mark a', 'finish a']);
  });
});
