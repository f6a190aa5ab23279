/** The load generator: a closed loop over a fixed number of connections, every answer looked at. */

import { Agent, request } from 'node:http';
import type { Body, Exchange } from './exchange.ts';

/** Where an endpoint stands, and how it is entered. */
export interface Target {
  readonly scimBaseUrl: string;
  readonly token: string;
}

export interface Load {
  /** Of every request, in the order of their ends: from sending to the last byte. */
  readonly latenciesMs: readonly number[];
  readonly wallMs: number;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly ms: number;
}

/**
 * Each connection sends its next request when it has got its answer.
 *
 * @throws {Error} at the first answer that is not right: then no figure means anything.
 */
export async function drive(
  target: Target,
  exchanges: readonly Exchange[],
  connections: number,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const queue = exchanges.values();
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  const connection = async () => {
    for (const exchange of queue) {
      const answer = await send(agent, target, exchange);
      latenciesMs.push(answer.ms);
      checkAnswer(exchange, answer.status, answer.text);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, connection));
    return { latenciesMs, wallMs: performance.now() - startedAt };
  } finally {
    agent.destroy();
  }
}

/** @throws {Error} saying which request was answered how; never with its body. */
export function checkAnswer({ call, status, isRight }: Exchange, got: number, text: string): void {
  const body: Body = text === '' ? {} : JSON.parse(text);
  if (got === status && isRight(body)) return;
  throw new Error(`${call.method} ${call.target} was answered wrong, with status ${got}`);
}

function send(agent: Agent, { scimBaseUrl, token }: Target, { call }: Exchange): Promise<Answer> {
  const text = call.body === undefined ? undefined : JSON.stringify(call.body);
  const headers = {
    authorization: `Bearer ${token}`,
    'user-agent': 'Okta SCIM Client 1.0.0',
    ...(text !== undefined && {
      'content-type': 'application/scim+json',
      'content-length': Buffer.byteLength(text),
    }),
  };
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const options = { agent, method: call.method, headers };
    const outgoing = request(`${scimBaseUrl}${call.target}`, options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const ms = performance.now() - startedAt;
        const { statusCode: status = 0 } = incoming;
        resolve({ status, text: Buffer.concat(chunks).toString(), ms });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(text);
  });
}
