import { once } from 'node:events';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { consoleSink } from '#local/console-sink.ts';
import { fileSink } from '#local/file-sink.ts';
import { webhookSink } from '#local/webhook-sink.ts';
import { aClock } from '#test/support/clock.ts';
import { aMessage } from '#test/support/messages.ts';

const SENT = { kind: 'sent' };
const newId = () => '01900000-0000-7000-8000-000000000001';
const folder = mkdtempSync(join(tmpdir(), 'events-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** As EventBridge delivers it. */
const DELIVERED = {
  version: '0',
  id: newId(),
  'detail-type': 'User Deprovisioned',
  source: 'rollcall',
  account: '000000000000',
  time: '2026-01-01T00:00:00Z',
  region: 'local',
  resources: [],
  detail: aMessage().detail,
};

describe('the console', () => {
  it('shows an event in one line of ids and facts, without names', async () => {
    const lines: string[] = [];

    await consoleSink((line) => lines.push(line)).put([aMessage(0, { userName: 'ada@x.example' })]);

    expect(lines).toEqual([
      '00:00:00 event User Deprovisioned: acme user-1 (inactive, version 2, by scim)',
    ]);
  });
});

describe('the events file', () => {
  const linesOf = (path: string) => readFileSync(path, 'utf8').split('\n').slice(0, -1);

  it('has each event as one line of JSON, exactly as EventBridge delivers it', async () => {
    const path = join(folder, 'new.jsonl');

    const deliveries = await fileSink(path, newId).put([aMessage(0), aMessage(0)]);

    expect(deliveries).toEqual([SENT, SENT]);
    expect(linesOf(path).map((line) => JSON.parse(line))).toEqual([DELIVERED, DELIVERED]);
  });

  it('goes on behind what is there, and ends a torn line first', async () => {
    const path = join(folder, 'torn.jsonl');
    writeFileSync(path, '{"whole":1}\n{"torn":');

    await fileSink(path, newId).put([aMessage()]);
    await fileSink(path, newId).put([aMessage()]);

    expect(linesOf(path)).toEqual([
      '{"whole":1}',
      '{"torn":',
      JSON.stringify(DELIVERED),
      JSON.stringify(DELIVERED),
    ]);
  });

  it('ends a line that a full disk has torn before the next event', async () => {
    const path = join(folder, 'full.jsonl');
    const sink = fileSink(path, newId);
    appendFileSync(path, '{"torn":');

    await sink.put([aMessage()]);

    expect(linesOf(path)).toEqual(['{"torn":', JSON.stringify(DELIVERED)]);
  });

  it('is refused at the start where it cannot be written', () => {
    expect(() => fileSink(join(folder, 'no', 'such'), newId)).toThrow('cannot write events to');
  });

  it('takes nothing while it cannot be written', async () => {
    const gone = join(folder, 'gone');
    const sink = fileSink(gone, newId);
    rmSync(gone);
    mkdirSync(gone);

    expect(await sink.put([aMessage()])).toEqual([{ kind: 'failed', code: 'EISDIR' }]);
  });
});

describe('the webhook', () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const posts: { headers: IncomingHttpHeaders; body: string }[] = [];
  let statuses: number[] = [];
  let server: Server;
  let url: string;

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      posts.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(statuses.shift() ?? 204).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  });
  afterAll(() => void server.close());
  beforeEach(() => {
    posts.length = 0;
    statuses = [];
  });

  const sinkAt = (to: string, clock = aClock(), print = (_: string) => {}) =>
    webhookSink({ url: to, secret, newId, now: clock.now, print });

  it('is signed, so that the consumer can verify it, under the eventId', async () => {
    const deliveries = await sinkAt(url).put([aMessage(3)]);

    const [post] = posts;
    expect(deliveries).toEqual([SENT]);
    expect(post?.headers['webhook-id']).toBe('record-3');
    const verified = new Webhook(secret).verify(post?.body ?? '', post?.headers as never);
    expect(verified).toEqual({ ...DELIVERED, detail: aMessage(3).detail });
  });

  it('has not arrived where the consumer refuses it; the others arrive', async () => {
    statuses = [200, 500, 302, 202];

    const deliveries = await sinkAt(url).put([0, 1, 2, 3].map((index) => aMessage(index)));

    expect(deliveries).toEqual([
      SENT,
      { kind: 'failed', code: 'HTTP 500' },
      { kind: 'failed', code: 'HTTP 302' },
      SENT,
    ]);
  });

  it('leaves a consumer alone that is away, and tries again after a while', async () => {
    const clock = aClock();
    const sink = sinkAt('http://127.0.0.1:1/', clock);

    const away = await sink.put([aMessage(0), aMessage(1)]);
    const resting = await sink.put([aMessage(0)]);
    clock.advance(600);
    const again = await sink.put([aMessage(0)]);

    expect(away).toEqual([
      { kind: 'failed', code: 'unavailable' },
      { kind: 'failed', code: 'NotTried' },
    ]);
    expect(resting).toEqual([{ kind: 'failed', code: 'NotTried' }]);
    expect(again).toEqual([{ kind: 'failed', code: 'unavailable' }]);
  });

  it('tells once that a consumer is away, where and why, without what is secret in the URL', async () => {
    const clock = aClock();
    const lines: string[] = [];
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const to = `http://127.0.0.1:${port}/canary?canary`;
    const sink = sinkAt(to, clock, (line) => lines.push(line));

    for (const _ of [1, 2, 3]) {
      await sink.put([aMessage(0), aMessage(1)]);
      clock.advance(20_000);
    }

    const line = `webhook 127.0.0.1:${port} is away (ECONNREFUSED): 2 events wait, and whatever follows`;
    expect(lines).toEqual([expect.stringContaining(line)]);
    expect(lines.join()).not.toContain('canary');
  });

  it('tells that a consumer is back', async () => {
    const clock = aClock();
    const lines: string[] = [];
    let isAway = true;
    const unsteady = createServer((request, response) => {
      if (isAway) request.socket.destroy();
      else response.writeHead(204).end();
    }).listen(0, '127.0.0.1');
    await once(unsteady, 'listening');
    const { port } = unsteady.address() as AddressInfo;
    const sink = sinkAt(`http://127.0.0.1:${port}/`, clock, (line) => lines.push(line));

    await sink.put([aMessage(0)]);
    isAway = false;
    clock.advance(600);
    await sink.put([aMessage(0)]);
    unsteady.closeAllConnections();
    unsteady.close();

    expect(lines).toEqual([
      expect.stringMatching(/ is away \(\w+\): 1 event waits/),
      expect.stringContaining('is back'),
    ]);
  });

  it('spares a consumer what it has refused for a while that doubles, and nothing else', async () => {
    const clock = aClock();
    const sink = sinkAt(url, clock);
    const counts: number[] = [];
    statuses = [400, 400, 204];

    for (const wait of [0, 300, 300, 600, 600]) {
      clock.advance(wait);
      await sink.put([aMessage(0)]);
      counts.push(posts.length);
    }
    const refused = posts.length;
    await sink.put([aMessage(1)]);

    expect(counts).toEqual([1, 1, 2, 2, 3]);
    expect(posts).toHaveLength(refused + 1);
  });

  it('says of what it spares the consumer how it was refused', async () => {
    const sink = sinkAt(url);
    statuses = [410];

    const [first, second] = [await sink.put([aMessage(0)]), await sink.put([aMessage(0)])];

    expect(second).toEqual(first);
    expect(posts).toHaveLength(1);
  });

  it('begins no more posts after a second: other sinks wait for a slow consumer', async () => {
    const clock = aClock();
    const now = () => {
      clock.advance(200);
      return clock.now();
    };
    const sink = webhookSink({ url, secret, newId, now, print: () => {} });

    const deliveries = await sink.put(Array.from({ length: 20 }, (_, index) => aMessage(index)));

    const sent = deliveries.filter(({ kind }) => kind === 'sent');
    expect(sent).toHaveLength(posts.length);
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.length).toBeLessThan(20);
  });
});
