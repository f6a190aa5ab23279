/** The HTTP server that stands where API Gateway stands on AWS. */

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { DEFAULT_ROUTE, ROUTES } from '#functions/routes.ts';
import { matchRoute, splitTarget, toContext, toEvent } from '#local/gateway-event.ts';
import { ScimError } from '#scim/scim-error.ts';

type Handler = (event: unknown, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** Bytes of request line and headers, and of a body, that the gateway and Lambda take. */
const MAX_HEADER_BYTES = 10_240;
const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;

const HOST = /^[\w.:[\]-]{1,255}$/;

const root = resolve(import.meta.dirname, '../..');

/** @returns a server that does not listen yet; every handler is loaded. */
export async function createGateway(newId: () => string): Promise<Server> {
  const handlers = await loadHandlers();
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    serve(handlers, newId, request, response).catch(() => {
      send(response, errorResult(ScimError.internal('unknown')));
    });
  });
  return server.on('clientError', refuseConnection);
}

async function loadHandlers(): Promise<ReadonlyMap<string, Handler>> {
  const entries = new Set([...ROUTES, DEFAULT_ROUTE].map(({ entry }) => entry));
  const loaded = [...entries].map(async (entry) => {
    const { handler } = await import(pathToFileURL(resolve(root, entry)).href);
    return [entry, handler as Handler] as const;
  });
  return new Map(await Promise.all(loaded));
}

async function serve(
  handlers: ReadonlyMap<string, Handler>,
  newId: () => string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  if (body === undefined) {
    return send(response, errorResult(ScimError.payloadTooLarge(MAX_PAYLOAD_BYTES)));
  }
  const { path } = splitTarget(request.url ?? '/');
  const match = matchRoute(ROUTES, DEFAULT_ROUTE, request.method ?? 'GET', path);
  const requestId = newId();
  const event = toEvent(request, body, match, requestId, hostOf(request));
  const timeoutMs = match.timeoutSeconds * 1000;
  const handler = handlers.get(match.entry) as Handler;
  const answer = handler(event, toContext(match, requestId, Date.now() + timeoutMs));
  send(response, await withTimeout(answer, timeoutMs));
}

/** @returns undefined for more than Lambda takes; what is left is read and dropped. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= MAX_PAYLOAD_BYTES) chunks.push(chunk);
  }
  return size <= MAX_PAYLOAD_BYTES ? Buffer.concat(chunks) : undefined;
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
    timer = setTimeout(() => resume(errorResult(ScimError.retryLater(503, 10))), timeoutMs);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

function send(response: ServerResponse, result: APIGatewayProxyStructuredResultV2): void {
  const { statusCode = 200, headers = {}, body = '' } = result;
  if (response.headersSent) return;
  const length =
    statusCode === 204 || statusCode === 304 ? {} : { 'Content-Length': Buffer.byteLength(body) };
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

/** What Node cannot read as HTTP is answered by a SCIM Error too. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) return;
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const status = tooLarge ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const detail = tooLarge
    ? `request line and headers are larger than ${MAX_HEADER_BYTES} bytes: send a long filter to .search`
    : 'this is not HTTP';
  const body = JSON.stringify(ScimError.unreadable(tooLarge ? 431 : 400, detail).toMessage());
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/scim+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
