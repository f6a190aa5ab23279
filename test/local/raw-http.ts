/** HTTP by hand: what no client library would send. */

import { connect } from 'node:net';

export interface RawAnswer {
  readonly statusLine: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const PATIENCE_MS = 30_000;

/** Sends bytes as they are, and reads until the server closes the connection. */
export async function sendRaw(
  baseUrl: string,
  ...parts: readonly (string | Uint8Array)[]
): Promise<RawAnswer> {
  const { hostname, port } = new URL(baseUrl);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.setTimeout(PATIENCE_MS, () => socket.destroy());
  const closed = new Promise((resume) => socket.once('close', resume));
  socket.on('error', () => {});
  for (const part of parts) socket.write(part);
  await closed;
  return parse(Buffer.concat(chunks).toString());
}

/** Lines of a head, with its end. */
export function head(...lines: readonly string[]): string {
  return `${lines.join('\r\n')}\r\n\r\n`;
}

function parse(text: string): RawAnswer {
  const final = text.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
  const [top = '', ...rest] = final.split('\r\n\r\n');
  const [statusLine = '', ...lines] = top.split('\r\n');
  const headers = lines.map((line) => {
    const [name = '', ...value] = line.split(':');
    return [name.toLowerCase(), value.join(':').trim()];
  });
  return { statusLine, headers: Object.fromEntries(headers), body: rest.join('\r\n\r\n') };
}
