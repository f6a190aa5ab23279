/** The load generator: a closed loop over a fixed number of connections, every answer looked at. */

import { Agent, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Body, Exchange } from './exchange.ts';

/** Where an endpoint stands, and how it is entered. */
export interface Target {
  readonly scimBaseUrl: string;
  readonly token: string;
}

export interface Load {
  /** Of every request, in the order of their ends: from first sending it to the last byte, waits included. */
  readonly latenciesMs: readonly number[];
  readonly wallMs: number;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  /** Seconds after which to send it again; undefined where it is answered. */
  readonly retryAfter?: number;
}

/** Of one request. On a machine that is too slow for its load, writes of one group may have to wait so often. */
const MAX_ATTEMPTS = 5;

/**
 * Each connection sends its next request when it has got its answer. One that is told to come again does
 * so when it has been told to, as an identity provider does.
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
      const sentAt = performance.now();
      const { status, text } = await sendPatiently(agent, target, exchange);
      latenciesMs.push(performance.now() - sentAt);
      checkAnswer(exchange, status, text);
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

async function sendPatiently(agent: Agent, target: Target, exchange: Exchange): Promise<Answer> {
  let answer = await send(agent, target, exchange);
  for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt += 1) {
    if (answer.retryAfter === undefined) return answer;
    await setTimeout(answer.retryAfter * 1000);
    answer = await send(agent, target, exchange);
  }
  return answer;
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
    const options = { agent, method: call.method, headers };
    const outgoing = request(`${scimBaseUrl}${call.target}`, options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        const { statusCode: status = 0 } = incoming;
        const isLater = status === 429 || status === 503;
        const retryAfter = isLater ? Number(incoming.headers['retry-after'] ?? 1) : undefined;
        resolve({ status, text: Buffer.concat(chunks).toString(), retryAfter });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(text);
  });
}
