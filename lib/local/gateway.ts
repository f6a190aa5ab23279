/** The HTTP server that stands where API Gateway stands on AWS. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Clock, Randomness } from '#directory/ports.ts';
import { DEFAULT_ROUTE, ROUTES } from '#functions/routes.ts';
import type { HttpPorts } from '#http/ports.ts';
import { logEntry } from '#http/request-log.ts';
import type { AdminDoor } from '#local/admin-door.ts';
import { type Match, matchRoute, splitTarget, toContext, toEvent } from '#local/gateway-event.ts';
import { MAX_HEADER_BYTES, refuseConnection, refuseTunnel } from '#local/refuse-connection.ts';
import {
  internalError,
  payloadTooLarge,
  retryLater,
  type ScimError,
  unreadable,
} from '#scim/scim-error.ts';

type GatewayPorts = Pick<Clock, 'now'> & Pick<Randomness, 'newId'> & Pick<HttpPorts, 'log'>;

type Handler = (event: unknown, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** Bytes of a body that Lambda takes. */
const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

/** Longer than a client keeps a connection that it may use again: what is sent meanwhile is not lost. */
const KEEP_ALIVE_MS = 65_000;

const HOST = /^[\w.:[\]-]{1,255}$/;

const root = resolve(import.meta.dirname, '../..');

/** @returns a server that does not listen yet; every handler is loaded. */
export async function createGateway(ports: GatewayPorts, door: AdminDoor): Promise<Server> {
  const gateway = { ...ports, handlers: await loadHandlers(), door };
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    serve(gateway, request, response).catch(() => {
      send(response, errorResult(internalError('unknown')));
    });
  };
  // A request without a Host gets a SCIM Error: Node's own has no body.
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    requireHostHeader: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
  return server
    .on('request', listener)
    .on('checkExpectation', listener)
    .on('connect', refuseTunnel)
    .on('clientError', refuseConnection);
}

async function loadHandlers(): Promise<ReadonlyMap<string, Handler>> {
  const entries = new Set([...ROUTES, DEFAULT_ROUTE].map(({ entry }) => entry));
  const loaded = [...entries].map(async (entry) => {
    const { handler } = await import(pathToFileURL(resolve(root, entry)).href);
    return [entry, handler as Handler] as const;
  });
  return new Map(await Promise.all(loaded));
}

interface Gateway extends GatewayPorts {
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly door: AdminDoor;
}

async function serve(
  { newId, now, log, handlers, door }: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const startedAt = now();
  const body = await readBody(request);
  const { path } = splitTarget(request.url ?? '/');
  const match = matchRoute(ROUTES, DEFAULT_ROUTE, request.method ?? 'GET', path);
  const requestId = newId();
  const authorizer = isAdmin(match) ? door.authorizer(authorizationOf(request)) : undefined;
  const arrival = { requestId, host: hostOf(request), authorizer };
  const event = toEvent(request, body ?? Buffer.alloc(0), match, arrival);
  const refusal = body === undefined ? tooLarge() : refusalOf(request);
  if (refusal !== undefined) {
    log(logEntry(event, refusal.status, now() - startedAt));
    return send(response, errorResult(refusal));
  }
  const timeoutMs = match.timeoutSeconds * 1000;
  const handler = handlers.get(match.entry) as Handler;
  const answer = handler(event, toContext(match, requestId, now() + timeoutMs));
  send(response, await withTimeout(answer, timeoutMs));
}

/** Two of them are none: Node alone would take the first. */
function authorizationOf({ headersDistinct }: IncomingMessage): string | undefined {
  return headersDistinct.authorization?.join(',');
}

/** Only these routes have an authorizer in front of them. */
function isAdmin({ routeKey }: Match): boolean {
  return / \/admin(?:\/|$)/.test(routeKey);
}

/** @returns undefined for more than Lambda takes; what is left is read and dropped. */
function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    request
      .on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= MAX_PAYLOAD_BYTES) chunks.push(chunk);
      })
      .on('end', () => resolve(size <= MAX_PAYLOAD_BYTES ? Buffer.concat(chunks) : undefined))
      .on('error', reject);
  });
}

function tooLarge(): ScimError {
  return payloadTooLarge(MAX_PAYLOAD_BYTES);
}

/** What a gateway answers by itself. */
function refusalOf({ httpVersion, headers }: IncomingMessage): ScimError | undefined {
  const { host, expect = '100-continue' } = headers;
  if (httpVersion === '1.1' && host === undefined) {
    return unreadable(400, 'a request of HTTP/1.1 needs a Host header');
  }
  if (expect.toLowerCase() === '100-continue') return undefined;
  return unreadable(417, 'nothing but 100-continue can be expected');
}

/** The Host header, if it can be one: it becomes part of every `location`. */
function hostOf({ headers, socket }: IncomingMessage): string {
  const { host = '' } = headers;
  return HOST.test(host) ? host : `${socket.localAddress}:${socket.localPort}`;
}

/** Lambda ends a function that is late, and the gateway answers 503. */
async function withTimeout(
  answer: Promise<APIGatewayProxyStructuredResultV2>,
  timeoutMs: number,
): Promise<APIGatewayProxyStructuredResultV2> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<APIGatewayProxyStructuredResultV2>((resume) => {
    timer = setTimeout(() => resume(errorResult(retryLater(503, 10))), timeoutMs);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function send(response: ServerResponse, result: APIGatewayProxyStructuredResultV2): void {
  const { statusCode = 200, headers = {}, body = '' } = result;
  if (response.headersSent) return;
  const isEmpty = statusCode === 204 || statusCode === 304;
  const length = isEmpty ? {} : { 'Content-Length': Buffer.byteLength(body) };
  response.writeHead(statusCode, { ...headers, ...length } as Record<string, string | number>);
  response.end(body);
}

function errorResult(error: ScimError): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: error.status,
    headers: { 'Content-Type': 'application/scim+json', ...error.headers },
    body: JSON.stringify(error.toMessage()),
  };
}
