import { createServer, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { answers } from '#local/probe.ts';

describe('whether something answers', () => {
  let silent: Server;
  beforeEach(async () => {
    silent = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
    await new Promise((resume) => silent.once('listening', resume));
  });
  afterEach(() => {
    silent.close();
  });

  it('is false where nothing listens, and where what listens is silent', async () => {
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : 0;

    expect(await answers('http://127.0.0.1:1')).toBe(false);
    expect(await answers(`http://127.0.0.1:${port}`)).toBe(false);
    expect(await answers('nonsense')).toBe(false);
  });
});
