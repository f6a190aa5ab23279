import { describe, expect, it } from '@jest/globals';
import { publishStream } from '#activity/publish-stream.ts';
import { anUnfinished, finishingPorts, WORK } from '#test/support/outboxes.ts';

const arrival = (id: string, parts: object = {}, pk = 'a record') => ({
  eventName: 'INSERT',
  dynamodb: { SequenceNumber: `number-${id}`, Keys: { pk: { S: pk }, sk: { S: id } } },
  ...parts,
});
const publish = async (Records: readonly unknown[], ids = ['a', 'b', 'c'], refused = '') => {
  const ports = finishingPorts(ids.map((id) => anUnfinished(id)));
  ports.bus.refused.add(refused);
  const answer = await publishStream(ports, { Records }, 60_000);
  const arrived = ports.bus.arrived.map(({ detail }) => detail.metadata.eventId);
  return { answer, arrived };
};

describe('the publisher of the stream', () => {
  it('publishes new records, in the order of the stream', async () => {
    const { answer, arrived } = await publish(['a', 'b', 'c'].map((id) => arrival(id)));

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(arrived).toEqual(['a-0', 'b-0', 'c-0']);
  });

  it('asks for exactly the records again whose events did not arrive', async () => {
    const { answer, arrived } = await publish(
      ['a', 'b', 'c'].map((id) => arrival(id)),
      undefined,
      'b-0',
    );

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'number-b' }] });
    expect(arrived).toEqual(['a-0', 'c-0']);
  });

  it.each([
    ['a change', arrival('a', { eventName: 'MODIFY' })],
    ['what TTL removes', arrival('a', { eventName: 'REMOVE' })],
    ['an item that is no record', arrival('a', {}, 'a user')],
    ['a record that is finished by now', arrival('finished')],
  ])('passes over %s', async (_, record) => {
    const { answer, arrived } = await publish([record]);

    expect([answer, arrived]).toEqual([{ batchItemFailures: [] }, []]);
  });

  it.each([
    ['five seconds, so that the next batch need not wait', 60_000, 5000],
    ['what is left of the function', 4000, 2000],
  ])('gives background work %s', async (_, remainingMs, expected) => {
    const ports = finishingPorts([anUnfinished('a', { work: WORK })]);
    const deadlines: number[] = [];
    const contextOf: typeof ports.contextOf = (record, deadline) => {
      deadlines.push(deadline - ports.now());
      return ports.contextOf(record, deadline);
    };

    await publishStream({ ...ports, contextOf }, { Records: [arrival('a')] }, remainingMs);

    expect(deadlines).toEqual([expected]);
  });

  it('throws for what is no stream event, so that Lambda puts it aside', async () => {
    await expect(publishStream(finishingPorts([]), {}, 60_000)).rejects.toThrow();
  });
});
