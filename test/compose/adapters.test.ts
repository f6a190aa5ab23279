import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sending } from '#aws-failure';
import { adapters } from '#compose/adapters.ts';
import { digestReader } from '#compose/vaults.ts';

/** Milliseconds between the deadline of a request and the end of its function. */
const MARGIN_MS = 2000;
/** What the SDK waits before it tries once more, at the most. */
const RETRY_DELAY_MS = 100;
/** Bytes of an answer that promises more. */
const HALF_AN_ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"It';

/** AWS as it must not be: it takes every call, and never finishes an answer. */
const sockets = new Set<Socket>();
let answer = '';
const server = createServer((socket) => {
  sockets.add(socket);
  socket.on('data', () => socket.write(answer)).on('error', () => {});
});
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  Object.assign(process.env, {
    TABLE_NAME: 'rollcall',
    SECRET_PREFIX: 'rollcall/tokens/',
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

describe('the adapters of a function', () => {
  it('have given up twice, where a call hangs, within the margin before its end', async () => {
    const { maxAttempts, requestHandler } = adapters().database.config;

    const { connectionTimeout, requestTimeout } = await optionsOf(requestHandler);
    const attempts = await maxAttempts();

    expect(attempts).toBe(2);
    expect(attempts * requestTimeout + RETRY_DELAY_MS).toBeLessThanOrEqual(MARGIN_MS);
    expect(connectionTimeout).toBeLessThan(requestTimeout);
  });

  it('are the same at each call: a warm function opens nothing twice', () => {
    expect(adapters()).toBe(adapters());
  });
});

describe.each([
  ['never answers', ''],
  ['stops in the middle of its answer', HALF_AN_ANSWER],
])('AWS that %s', (_, begun) => {
  beforeEach(() => {
    answer = begun;
    sockets.clear();
  });

  const readItem = () => {
    const { database, tableName: TableName } = adapters();
    return database.send(new GetCommand({ TableName, Key: { pk: 'p', sk: 's' } }));
  };

  it.each([
    ['database', () => sending(readItem)],
    ['vault', () => digestReader().read('acme', 'token')],
  ])('is given up as unavailable by the %s, after two attempts', async (_, call) => {
    const outcome = await Promise.race([
      call().catch((error: unknown) => error),
      sleep(5 * MARGIN_MS, 'still waiting', { ref: false }), // Or Jest could not end before it.
    ]);

    expect(outcome).toMatchObject({ name: 'TryAgain', reason: 'unavailable' });
    expect(sockets.size).toBe(2);
  });
});

/** Where the SDK keeps what it was constructed with. */
function optionsOf(requestHandler: unknown) {
  interface Options {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
  }
  return (requestHandler as { readonly configProvider: Promise<Options> }).configProvider;
}
