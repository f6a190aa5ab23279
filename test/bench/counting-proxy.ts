/** Stands between an endpoint and its DynamoDB, and counts from the database's side what it sends. */

import { once } from 'node:events';
import {
  Agent,
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { localClient } from '#local/local-client.ts';
import { type CountedRequest, countRequest, hasCost } from './request-cost.ts';

export interface CountingProxy {
  /** What to take for the database. */
  readonly endpoint: string;
  /** What has come through since this was last asked, in the order of the answers. */
  readonly take: () => readonly CountedRequest[];
  readonly stop: () => Promise<void>;
}

const agent = new Agent({ keepAlive: true });

/** @param databaseEndpoint an emulator: what it is sent, and asked beside, is not signed again. */
export async function startCountingProxy(databaseEndpoint: string): Promise<CountingProxy> {
  const database = localClient(databaseEndpoint);
  const counted: CountedRequest[] = [];
  const server = createServer((incoming, response) => {
    passOn(database, databaseEndpoint, incoming)
      .then(({ answer, cost }) => {
        if (cost !== undefined) counted.push(cost);
        response.writeHead(answer.status, answer.headers).end(answer.body);
      })
      .catch((error) => response.destroy(error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    take: () => counted.splice(0),
    async stop() {
      database.destroy();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** The answer goes back when it is counted, so that who has it finds it counted. */
async function passOn(
  database: DynamoDBClient,
  databaseEndpoint: string,
  incoming: IncomingMessage,
): Promise<{ readonly answer: Answer; readonly cost?: CountedRequest }> {
  const body = await readAll(incoming);
  const action = String(incoming.headers['x-amz-target']).split('.').at(-1) ?? '';
  if (!hasCost(action)) return { answer: await forward(databaseEndpoint, incoming, body) };
  const wire = { action, input: JSON.parse(body.toString()) };
  const asking = Buffer.from(JSON.stringify({ ...wire.input, ReturnConsumedCapacity: 'TOTAL' }));
  return countRequest(database, wire, async () => {
    const answer = await forward(databaseEndpoint, incoming, asking);
    return { answer, output: JSON.parse(answer.body.toString()) };
  });
}

async function forward(
  databaseEndpoint: string,
  { method, headers }: IncomingMessage,
  body: Buffer,
): Promise<Answer> {
  const length = { 'content-length': String(body.length) };
  const outgoing = request(databaseEndpoint, { method, headers: { ...headers, ...length }, agent });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  const { statusCode: status = 502, headers: answered } = incoming;
  return { status, headers: answered, body: await readAll(incoming) };
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
