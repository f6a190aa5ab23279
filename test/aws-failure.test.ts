import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  InternalServerError,
  ProvisionedThroughputExceededException,
  ResourceNotFoundException,
  ThrottlingException,
  TransactionConflictException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sending, tryAgainReason } from '#aws-failure';
import { TryAgain } from '#directory/try-again.ts';

const DETAILS = { message: '', $metadata: {} };
const named = (name: string) => Object.assign(new Error('named'), { name });
const coded = (code: string) => Object.assign(new Error('coded'), { code });

describe('a failure of AWS', () => {
  it.each([
    ['ThrottlingException', new ThrottlingException(DETAILS)],
    ['used-up capacity', new ProvisionedThroughputExceededException(DETAILS)],
    ['RequestLimitExceeded', named('RequestLimitExceeded')],
    ['LimitExceededException', named('LimitExceededException')],
  ])('is throttled: %s', (_, error) => {
    expect(tryAgainReason(error)).toBe('throttled');
  });

  it.each([
    ['InternalServerError', new InternalServerError(DETAILS)],
    ['TransactionInProgressException', new TransactionInProgressException(DETAILS)],
    ['a single write that met a transaction', new TransactionConflictException(DETAILS)],
    ['TimeoutError', named('TimeoutError')],
    ['ECONNREFUSED', coded('ECONNREFUSED')],
    ['ECONNRESET', coded('ECONNRESET')],
    ['EPIPE', coded('EPIPE')],
    ['ETIMEDOUT', coded('ETIMEDOUT')],
    ['ENOTFOUND', coded('ENOTFOUND')],
    ['EAI_AGAIN', coded('EAI_AGAIN')],
    ['EHOSTUNREACH', coded('EHOSTUNREACH')],
    ['ENETUNREACH', coded('ENETUNREACH')],
  ])('is unavailable: %s', (_, error) => {
    expect(tryAgainReason(error)).toBe('unavailable');
  });

  it.each([
    ['a condition that does not hold', new ConditionalCheckFailedException(DETAILS)],
    ['a table that is not there', new ResourceNotFoundException(DETAILS)],
    ['ValidationException', named('ValidationException')],
    ['AccessDeniedException', named('AccessDeniedException')],
    ['a mistake of ours', new TypeError('ours')],
    ['something that is no error', 'text'],
    ['a TryAgain', new TryAgain('throttled')],
  ])('is of no use to try again: %s', (_, error) => {
    expect(tryAgainReason(error)).toBeUndefined();
  });
});

describe('sending', () => {
  it('gives the answer', async () => {
    expect(await sending(async () => 7)).toBe(7);
  });

  it('says to try again, and keeps the failure as the cause', async () => {
    const error = new ThrottlingException(DETAILS);

    const attempt = sending(() => Promise.reject(error));

    await expect(attempt).rejects.toMatchObject({
      name: 'TryAgain',
      reason: 'throttled',
      cause: error,
    });
  });

  it('lets through what is of no use to try again, as it is', async () => {
    const error = new ConditionalCheckFailedException(DETAILS);

    await expect(sending(() => Promise.reject(error))).rejects.toBe(error);
  });

  it('lets through a TryAgain as it is', async () => {
    const error = new TryAgain('throttled');

    await expect(sending(() => Promise.reject(error))).rejects.toBe(error);
  });
});

describe('what the SDK makes of an answer', () => {
  let server: Server;
  let answer: { status: number; body: string };
  let client: DynamoDBClient;
  beforeAll(async () => {
    server = createServer((_, response) => {
      response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    client = new DynamoDBClient({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'local',
      credentials: { accessKeyId: 'a', secretAccessKey: 's' },
      maxAttempts: 1,
    });
  });
  afterAll(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });

  const typed = (type: string) => JSON.stringify({ __type: `com.amazonaws.dynamodb#${type}` });

  it.each([
    ['throttled', 400, typed('ThrottlingException')],
    ['throttled', 400, typed('ProvisionedThroughputExceededException')],
    ['throttled', 400, typed('RequestLimitExceeded')],
    ['unavailable', 500, typed('InternalServerError')],
    ['unavailable', 500, typed('SomethingNew')],
    ['unavailable', 503, typed('ServiceUnavailable')],
    ['unavailable', 503, '{}'],
    ['unavailable', 503, ''],
    ['unavailable', 502, '<html>Bad Gateway</html>'],
  ])('is %s: %i %s', async (reason, status, body) => {
    answer = { status, body };
    const command = new GetItemCommand({ TableName: 'table', Key: { pk: { S: 'x' } } });

    const attempt = sending(() => client.send(command));

    await expect(attempt).rejects.toMatchObject({ name: 'TryAgain', reason });
  });

  it.each([typed('ValidationException'), typed('AccessDeniedException')])(
    'is of no use to try again: 400 %s',
    async (body) => {
      answer = { status: 400, body };
      const command = new GetItemCommand({ TableName: 'table', Key: { pk: { S: 'x' } } });

      const attempt = sending(() => client.send(command));

      await expect(attempt).rejects.not.toMatchObject({ name: 'TryAgain' });
    },
  );
});
