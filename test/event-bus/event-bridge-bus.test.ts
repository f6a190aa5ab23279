import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import type { EventMessage } from '#activity/message.ts';
import { eventBridgeBus } from '#event-bus/event-bridge-bus.ts';

const client = mockClient(EventBridgeClient);
const waits: number[] = [];
const bus = eventBridgeBus({
  client: new EventBridgeClient({ region: 'local' }),
  busName: 'rollcall-events',
  sleep: async (milliseconds) => void waits.push(milliseconds),
  random: () => 1,
});

const SENT = { kind: 'sent' };
const THROTTLED = { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' };
const ok = (count: number) => ({
  Entries: Array.from({ length: count }, (_, index) => ({ EventId: `event-${index}` })),
});

function aMessage(index = 0, padding = 0): EventMessage {
  return {
    type: 'User Deprovisioned',
    at: '2026-01-01T00:00:00.000Z',
    detail: {
      metadata: {
        eventId: `record-${index}`,
        schemaVersion: 1,
        workspaceId: 'acme',
        subjectVersion: 2,
        occurredAt: '2026-01-01T00:00:00.000Z',
        correlationId: 'request-1',
      },
      data: { userId: 'user-1', padding: 'x'.repeat(padding) },
    },
  };
}

const messages = (count: number) => Array.from({ length: count }, (_, index) => aMessage(index));
const calls = () =>
  client.commandCalls(PutEventsCommand).map(({ args: [command] }) => command.input.Entries ?? []);

beforeEach(() => {
  client.reset();
  waits.length = 0;
  client
    .on(PutEventsCommand)
    .callsFake(({ Entries }: { Entries: readonly unknown[] }) => ok(Entries.length));
});

describe('the EventBridge bus', () => {
  it('sends source, detail-type, time and detail, to its bus', async () => {
    const message = aMessage();

    await bus.put([message]);

    expect(calls()).toEqual([
      [
        {
          EventBusName: 'rollcall-events',
          Source: 'rollcall',
          DetailType: 'User Deprovisioned',
          Time: new Date(message.at),
          Detail: JSON.stringify(message.detail),
        },
      ],
    ]);
  });

  it.each([
    [0, []],
    [1, [1]],
    [10, [10]],
    [11, [10, 1]],
    [25, [10, 10, 5]],
  ])('sends %d messages in batches of 10, in their order', async (count, sizes) => {
    const deliveries = await bus.put(messages(count));

    expect(deliveries).toEqual(messages(count).map(() => SENT));
    expect(calls().map(({ length }) => length)).toEqual(sizes);
    const ids = calls()
      .flat()
      .map(({ Detail = '' }) => JSON.parse(Detail).metadata.eventId);
    expect(ids).toEqual(messages(count).map(({ detail }) => detail.metadata.eventId));
  });

  it('keeps a call within 256 KB, and sends a larger message alone', async () => {
    const kilobytes = [100, 100, 100, 300, 1];

    await bus.put(kilobytes.map((size, index) => aMessage(index, size * 1024)));

    expect(calls().map(({ length }) => length)).toEqual([2, 1, 1, 1]);
  });

  it('sends again exactly the entries that were refused, and only those', async () => {
    client
      .on(PutEventsCommand)
      .resolvesOnce({ Entries: [{ EventId: 'a' }, THROTTLED, { EventId: 'c' }, THROTTLED] })
      .resolvesOnce(ok(2));

    const deliveries = await bus.put(messages(4));

    expect(deliveries).toEqual([SENT, SENT, SENT, SENT]);
    const ids = calls().map((entries) =>
      entries.map(({ Detail = '' }) => JSON.parse(Detail).metadata.eventId),
    );
    expect(ids[1]).toEqual(['record-1', 'record-3']);
    expect(waits).toHaveLength(1);
  });

  it('says which entries were refused to the last, and by which code', async () => {
    client.on(PutEventsCommand).callsFake(({ Entries }) => ({
      FailedEntryCount: 1,
      Entries: Entries.map(({ Detail }: { Detail: string }) =>
        Detail.includes('"record-1"') ? { ErrorCode: 'InternalFailure' } : { EventId: 'x' },
      ),
    }));

    const deliveries = await bus.put(messages(3));

    expect(deliveries).toEqual([SENT, { kind: 'failed', code: 'InternalFailure' }, SENT]);
    expect(calls().map(({ length }) => length)).toEqual([3, 1, 1]);
  });

  it.each([
    ['an entry without an id', { FailedEntryCount: 0, Entries: [{}] }],
    ['no entries', { FailedEntryCount: 0 }],
  ])('takes %s in the answer for a message that has not arrived', async (_, answer) => {
    client.on(PutEventsCommand).resolves(answer);

    expect(await bus.put(messages(1))).toEqual([{ kind: 'failed', code: 'NoEventId' }]);
  });

  it('tries a call three times, and where the bus is away does not try what is behind it', async () => {
    const error = Object.assign(new Error('away'), { name: 'InternalException', $fault: 'server' });
    client.on(PutEventsCommand).rejects(error);

    const deliveries = await bus.put(messages(12));

    expect(calls().map(({ length }) => length)).toEqual([10, 10, 10]);
    expect(deliveries.slice(0, 10)).toEqual(
      messages(10).map(() => ({ kind: 'failed', code: 'unavailable' })),
    );
    expect(deliveries.slice(10)).toEqual(
      messages(2).map(() => ({ kind: 'failed', code: 'NotTried' })),
    );
  });

  it('says of a bus that is not there what EventBridge calls it', async () => {
    const error = Object.assign(new Error('none'), { name: 'ResourceNotFoundException' });
    client.on(PutEventsCommand).rejects(error);

    const deliveries = await bus.put(messages(1));

    expect(deliveries).toEqual([{ kind: 'failed', code: 'ResourceNotFoundException' }]);
  });

  it('goes on after a batch some of whose entries were refused', async () => {
    client.on(PutEventsCommand).callsFake(({ Entries }) => ({
      Entries: Entries.map(({ Detail }: { Detail: string }) =>
        Detail.includes('"record-0"') ? THROTTLED : { EventId: 'x' },
      ),
    }));

    const deliveries = await bus.put(messages(11));

    expect(deliveries.filter(({ kind }) => kind === 'sent')).toHaveLength(10);
  });

  it('holds up nobody for a message that EventBridge never takes: a call with it fails whole', async () => {
    const error = Object.assign(new Error('too large'), { name: 'ValidationException' });
    client.on(PutEventsCommand).callsFake(({ Entries }) => {
      if (JSON.stringify(Entries).includes('record-3')) throw error;
      return ok(Entries.length);
    });

    const deliveries = await bus.put(messages(12));

    const refused = { kind: 'failed', code: 'ValidationException' };
    expect(deliveries).toEqual(messages(12).map((_, index) => (index === 3 ? refused : SENT)));
    expect(calls().map(({ length }) => length)).toEqual([10, ...Array(10).fill(1), 2]);
  });
});
