/**
 * A loopback port that stands for the API's host name: the emulator tells APIs by the Host header, which
 * most clients cannot set, and a name below `.localhost`, which not every resolver knows.
 */

import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

export interface Front {
  /** From now on requests go to the API of this host name. */
  readonly standFor: (host: string) => void;
  readonly stop: () => Promise<void>;
}

/** @param emulatorPort where requests go. */
export async function openFront(port: number, emulatorPort: number): Promise<Front> {
  let host = 'no.api.yet';
  const server = createServer((incoming, outgoing) => forward(incoming, outgoing));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  return {
    standFor: (name) => {
      host = name;
    },
    stop,
  };

  function forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method, url: path, headers } = incoming;
    const options = { host: '127.0.0.1', port: emulatorPort, method, path };
    const onward = request({ ...options, headers: { ...headers, host } }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => {
      if (!outgoing.headersSent) outgoing.writeHead(502);
      outgoing.end();
    });
    incoming.pipe(onward);
  }
}
