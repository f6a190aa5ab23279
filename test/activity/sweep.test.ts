import { describe, expect, it } from '@jest/globals';
import type { Outbox } from '#activity/ports.ts';
import { sweep } from '#activity/sweep.ts';
import { TryAgain } from '#directory/try-again.ts';
import { anUnfinished, finishingPorts, WORK } from '#test/support/outboxes.ts';

const REMAINING_MS = 60_000;
const arrivedOn = ({ arrived }: ReturnType<typeof finishingPorts>['bus']) =>
  arrived.map(({ detail }) => detail.metadata.eventId);

describe('the sweep', () => {
  it('finishes what nobody has finished, and says so', async () => {
    const ports = finishingPorts([anUnfinished('a'), anUnfinished('b')]);

    const swept = await sweep(ports, REMAINING_MS);

    const expected = { finished: 2, unfinished: 0, failed: 0, isComplete: true, oldestSeconds: 0 };
    expect(swept).toEqual(expected);
    expect(ports.sweeps).toEqual([expected]);
    expect(arrivedOn(ports.bus)).toEqual(['a-0', 'b-0']);
  });

  it('leaves the records of the last minute to the stream', async () => {
    const ports = finishingPorts([
      anUnfinished('new', { at: '2026-01-01T00:09:01Z' }),
      anUnfinished('old', { at: '2026-01-01T00:08:59Z' }),
    ]);

    await sweep(ports, REMAINING_MS);

    expect(arrivedOn(ports.bus)).toEqual(['old-0']);
  });

  it('is not held up by a record that fails, and says how old it is', async () => {
    const ports = finishingPorts([anUnfinished('bad'), anUnfinished('good')]);
    ports.bus.refused.add('bad-0');

    const swept = await sweep(ports, REMAINING_MS);

    expect(swept).toMatchObject({ finished: 1, failed: 1, oldestSeconds: 600 });
    expect(arrivedOn(ports.bus)).toEqual(['good-0']);
  });

  it('is not held up by records that it cannot read: a newer deployment has written them', async () => {
    const ids = ['a', 'b', 'newer', 'c', 'newest', 'd'];
    const ports = finishingPorts(ids.map((id) => anUnfinished(id)));
    const outbox: Outbox = {
      ...ports.outbox,
      async read(keys) {
        if (keys.some(({ id }) => id.startsWith('new'))) throw new Error('schema version 2');
        return ports.outbox.read(keys);
      },
    };

    const swept = await sweep({ ...ports, outbox }, REMAINING_MS);

    expect(swept).toMatchObject({ finished: 4, failed: 2 });
    expect(arrivedOn(ports.bus)).toEqual(['a-0', 'b-0', 'c-0', 'd-0']);
    expect(ports.failures.map(({ recordId, step }) => `${step} ${recordId}`)).toEqual([
      'read newer',
      'read newest',
    ]);
  });

  it('ends where the table is away', async () => {
    const ports = finishingPorts([anUnfinished('a'), anUnfinished('b')]);
    let reads = 0;
    const read = async () => {
      reads += 1;
      throw new TryAgain('unavailable');
    };

    const sweeping = sweep({ ...ports, outbox: { ...ports.outbox, read } }, REMAINING_MS);

    await expect(sweeping).rejects.toThrow(TryAgain);
    expect(reads).toBe(1);
  });

  it('comes back to work that is long, without publishing again', async () => {
    let turns = 0;
    const progress = () => {
      turns += 1;
      return turns === 3 ? 'done' : 'more';
    };
    const ports = finishingPorts([anUnfinished('a', { work: WORK }, true)], progress);

    const results = [];
    for (let turn = 0; turn < 3; turn += 1) results.push(await sweep(ports, REMAINING_MS));

    expect(results.map(({ unfinished }) => unfinished)).toEqual([1, 1, 0]);
    expect(arrivedOn(ports.bus)).toEqual([]);
  });

  it('looks at every page of every shard, once', async () => {
    const ports = finishingPorts([]);
    const looked: string[] = [];
    const outbox: Outbox = {
      ...ports.outbox,
      async page(shard, _before, from = 'first') {
        looked.push(`${shard} ${from}`);
        return { keys: [], ...(from === 'first' && { next: 'second' }) };
      },
    };

    await sweep({ ...ports, outbox }, REMAINING_MS);

    const shards = Array.from({ length: 16 }, (_, shard) => [`${shard} first`, `${shard} second`]);
    expect(looked.sort()).toEqual(shards.flat().sort());
  });

  it('begins nothing more in the last two seconds, and says that it is not complete', async () => {
    const ports = finishingPorts([anUnfinished('a')]);

    const swept = await sweep(ports, 2000);

    expect(swept).toMatchObject({ finished: 0, isComplete: false });
  });
});
