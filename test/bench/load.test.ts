import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Exchange } from './exchange.ts';
import { drive } from './load.ts';

let server: Server;
let atOnce = 0;
let mostAtOnce = 0;
let sockets = 0;
/** How often a path that begins with `/busy` is answered 503 before it is answered. */
let busyTimes = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    setTimeout(() => {
      atOnce -= 1;
      if (request.url?.startsWith('/busy') && busyTimes-- > 0) {
        response.writeHead(503, { 'retry-after': '1' }).end('{}');
        return;
      }
      const status = request.headers.authorization === 'Bearer t' ? 200 : 401;
      response.writeHead(status).end(JSON.stringify({ id: request.url }));
    }, 5);
  });
  server.on('connection', () => {
    sockets += 1;
  });
  await new Promise<void>((resume) => server.listen(0, '127.0.0.1', resume));
});

afterAll(() => {
  server.close();
});

const target = () => ({
  scimBaseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  token: 't',
});
const exchange = (path: string, id = path): Exchange => ({
  call: { method: 'GET', target: path },
  status: 200,
  isRight: (body) => body.id === id,
});

describe('the load generator', () => {
  it('keeps its connections, and each of them busy', async () => {
    const exchanges = Array.from({ length: 40 }, (_, index) => exchange(`/${index}`));

    const { latenciesMs, wallMs } = await drive(target(), exchanges, 4);

    expect([mostAtOnce, sockets, latenciesMs.length]).toEqual([4, 4, 40]);
    expect(Math.min(...latenciesMs)).toBeGreaterThanOrEqual(4);
    expect(wallMs).toBeGreaterThanOrEqual(Math.max(...latenciesMs));
  });

  it('ends at the first answer that is not right, and does not repeat it', async () => {
    const wrong = drive(target(), [exchange('/a', '/b')], 1);

    await expect(wrong).rejects.toThrow('GET /a was answered wrong, with status 200');
  });

  it('comes again when it is told to, and counts the wait', async () => {
    busyTimes = 1;

    const { latenciesMs } = await drive(target(), [exchange('/busy')], 1);

    expect(latenciesMs).toEqual([expect.any(Number)]);
    expect(latenciesMs[0]).toBeGreaterThanOrEqual(1000);
  });

  it('takes it for wrong where it is told to again and again', async () => {
    busyTimes = 99;

    await expect(drive(target(), [exchange('/busy')], 1)).rejects.toThrow('status 503');
    expect(busyTimes).toBe(94);
  });

  it('takes another status for a wrong answer', async () => {
    const refused = drive({ ...target(), token: 'other' }, [exchange('/a')], 1);

    await expect(refused).rejects.toThrow('status 401');
  });
});
