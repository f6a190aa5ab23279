/** Answers on a socket for what never becomes a request of the gateway. */

import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { methodNotAllowed, type ScimError, unreadable } from '#scim/scim-error.ts';

/** Bytes of request line and headers that the gateway takes. */
export const MAX_HEADER_BYTES = 10_240;

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** What Node cannot read as HTTP. */
export function refuseConnection({ code }: NodeJS.ErrnoException, socket: Duplex): void {
  const tooLarge = `request line and headers are larger than ${MAX_HEADER_BYTES} bytes: send a long filter to .search`;
  const error =
    code === 'HPE_HEADER_OVERFLOW'
      ? unreadable(431, tooLarge)
      : unreadable(400, 'this is not HTTP');
  endWith(error, socket);
}

/** CONNECT asks a proxy for a tunnel; this is none. */
export function refuseTunnel(_request: unknown, socket: Duplex): void {
  endWith(methodNotAllowed(METHODS), socket);
}

function endWith(error: ScimError, socket: Duplex): void {
  if (!socket.writable) return;
  const body = JSON.stringify(error.toMessage());
  const headers = {
    'Content-Type': 'application/scim+json',
    'Content-Length': Buffer.byteLength(body),
    Connection: 'close',
    ...error.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const statusLine = `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}\r\n`;
  socket.end(`${statusLine}${lines.join('')}\r\n${body}`);
}
