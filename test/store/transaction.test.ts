import { IdempotentParameterMismatchException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { TryAgain } from '#directory/try-again.ts';
import { commit } from '#store/transaction.ts';
import { doesNotExist, type Write } from '#store/write.ts';
import { aClock } from '#test/support/clock.ts';
import { cancelled, networkError } from '#test/support/faulty-client.ts';

type Input = Readonly<Record<string, unknown>>;

const KEY = { pk: 'p', sk: 's' };
const WRITES: readonly Write<string>[] = [
  { kind: 'put', item: KEY, condition: doesNotExist, refused: () => 'first refused' },
  { kind: 'put', item: KEY, condition: doesNotExist, refused: () => 'second refused' },
  { kind: 'put', item: KEY },
];
const CONFLICT = cancelled(['TransactionConflict', 'None', 'None']);
const THROTTLED = cancelled(['None', 'None', 'ThrottlingError']);

/** A database that throws one thing after the other, the last again and again. */
function attempting(...answers: readonly (Error | 'committed')[]) {
  const sent: Input[] = [];
  const slept: number[] = [];
  const conflicts: number[] = [];
  const clock = aClock(0);
  const send = async ({ input }: { readonly input: Input }) => {
    const answer = answers[Math.min(sent.length, answers.length - 1)];
    sent.push(input);
    if (answer !== 'committed') throw answer;
  };
  const sleep = async (milliseconds: number) => {
    slept.push(milliseconds);
    clock.advance(milliseconds);
  };
  const client = { send } as unknown as DynamoDBDocumentClient;
  const dynamo = { client, tableName: 'table', ...clock, sleep, random: () => 0.999 };
  const run = (decided?: string, deadline = 5000) => {
    const afterConflict = async () => {
      conflicts.push(sent.length);
      return decided;
    };
    return commit(dynamo, { writes: WRITES, token: 'token', deadline, afterConflict });
  };
  return { run, sent, slept, conflicts, clock };
}

describe('a transaction', () => {
  it('has no outcome but itself when it commits', async () => {
    const { run, sent } = attempting('committed');

    const outcome = await run();

    expect(outcome).toBeUndefined();
    expect(sent).toHaveLength(1);
  });

  it('comes to what its first refused write says', async () => {
    const { run, sent } = attempting(
      cancelled(['None', 'ConditionalCheckFailed', 'ConditionalCheckFailed']),
    );

    const outcome = await run();

    expect(outcome).toBe('second refused');
    expect(sent).toHaveLength(1);
  });

  it.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'is decided by a refused write, though another met %s',
    async (code) => {
      const { run, sent } = attempting(cancelled([code, 'ConditionalCheckFailed', 'None']));

      const outcome = await run();

      expect(outcome).toBe('second refused');
      expect(sent).toHaveLength(1);
    },
  );

  it('shows the item that stands in the way', async () => {
    const error = cancelled([]);
    error.CancellationReasons = [
      { Code: 'ConditionalCheckFailed', Item: { ownerId: { S: 'somebody' } } },
    ];
    const seen: unknown[] = [];
    const writes: readonly Write<string>[] = [
      {
        kind: 'put',
        item: KEY,
        condition: doesNotExist,
        refused: (old) => String(seen.push(old?.ownerId?.S)),
      },
    ];
    const client = { send: () => Promise.reject(error) } as unknown as DynamoDBDocumentClient;
    const dynamo = { client, tableName: 'table', ...aClock(0), random: () => 0 };
    const afterConflict = async () => undefined;

    await commit(dynamo, { writes, token: 't', deadline: 1, afterConflict });

    expect(seen).toEqual(['somebody']);
  });

  it.each([
    ['a conflict', CONFLICT],
    ['throttling', THROTTLED],
    ['used-up capacity', cancelled(['ProvisionedThroughputExceeded', 'None', 'None'])],
    ['a lost connection', networkError('ECONNRESET')],
    ['a conflict and throttling', cancelled(['ThrottlingError', 'TransactionConflict', 'None'])],
  ])('is tried again after %s, with the same token and items', async (_, failure) => {
    const { run, sent } = attempting(failure, failure, 'committed');

    const outcome = await run();

    expect(outcome).toBeUndefined();
    expect(sent).toHaveLength(3);
    expect(new Set(sent.map((input) => JSON.stringify(input))).size).toBe(1);
    expect(sent[0]?.ClientRequestToken).toBe('token');
  });

  it('asks after each conflict whether it is decided, and stops when it is', async () => {
    const { run, sent, slept, conflicts } = attempting(CONFLICT);

    const outcome = await run('taken');

    expect(outcome).toBe('taken');
    expect([sent.length, slept.length, conflicts.length]).toEqual([1, 0, 1]);
  });

  it('does not ask after throttling: nothing has been decided', async () => {
    const { run, conflicts } = attempting(THROTTLED, 'committed');

    await run('taken');

    expect(conflicts).toEqual([]);
  });

  it('waits up to twice as long each time, half a second at the most', async () => {
    const { run, slept } = attempting(...Array(9).fill(CONFLICT), 'committed');

    await run();

    expect(slept.map(Math.round)).toEqual([10, 20, 40, 80, 160, 320, 500, 500, 500]);
  });

  it.each([
    ['conflicts', CONFLICT, 'unavailable'],
    ['throttling', THROTTLED, 'throttled'],
    ['lost connections', networkError('ECONNRESET'), 'unavailable'],
  ])('is given up at the deadline for %s', async (_, failure, reason) => {
    const { run, sent, clock } = attempting(failure);

    const attempt = run();

    await expect(attempt).rejects.toThrow(TryAgain);
    await expect(attempt).rejects.toMatchObject({ reason });
    expect(clock.now()).toBeLessThanOrEqual(5000);
    expect(clock.now()).toBeGreaterThan(4000);
    expect(sent.length).toBeLessThan(30);
  });

  it('is given up after 22 seconds, however late the deadline: readers of the log rely on it', async () => {
    const { run, clock } = attempting(CONFLICT);

    await expect(run(undefined, 900_000)).rejects.toThrow(TryAgain);

    expect(clock.now()).toBeLessThanOrEqual(22_000);
    expect(clock.now()).toBeGreaterThan(20_000);
  });

  it('is tried once where the deadline has passed already', async () => {
    const { run, sent, slept } = attempting(CONFLICT);

    const attempt = run(undefined, -1);

    await expect(attempt).rejects.toThrow(TryAgain);
    expect([sent.length, slept.length]).toEqual([1, 0]);
  });

  it.each([
    ['an item that cannot be written', cancelled(['ValidationError', 'None', 'None'])],
    ['such an item beside a conflict', cancelled(['ValidationError', 'TransactionConflict'])],
    ['a reason that nobody knows', cancelled(['Surprise', 'None', 'None'])],
    ['a cancellation without reasons', cancelled([])],
    [
      'a token used for something else',
      new IdempotentParameterMismatchException({ message: '', $metadata: {} }),
    ],
    ['a mistake of ours', new TypeError('ours')],
  ])('is not tried again after %s', async (_, failure) => {
    const { run, sent } = attempting(failure, 'committed');

    const attempt = run();

    await expect(attempt).rejects.toBe(failure);
    expect(sent).toHaveLength(1);
  });

  it('keeps what it was given up for as the cause', async () => {
    const failure = networkError('ECONNRESET');
    const { run } = attempting(failure);

    const attempt = run();

    await expect(attempt).rejects.toMatchObject({ cause: failure });
  });
});
