/** The events of `npm start`: within a second, and not lost when it is killed. */

import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Endpoint, startEndpoint } from '#test/support/endpoint.ts';
import { until } from './processes.ts';

interface Event {
  readonly 'detail-type': string;
  readonly detail: {
    readonly metadata: { readonly eventId: string; readonly subjectVersion: number };
    readonly data: { readonly userId: string };
  };
}

let folder: string;
let endpoint: Endpoint | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-events-'));
});
afterEach(async () => {
  await endpoint?.stop();
  endpoint = undefined;
  rmSync(folder, { recursive: true });
});

const start = async () => {
  const [data, file] = [join(folder, 'data'), join(folder, 'events.jsonl')];
  endpoint = await startEndpoint(['--data', data, '--events-file', file]);
  return endpoint;
};

function send({ scimBaseUrl, tokens }: Endpoint, method: string, path: string, body?: unknown) {
  return fetch(`${scimBaseUrl}/Users${path}`, {
    method,
    headers: { authorization: `Bearer ${tokens['standard-demo']}` },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

async function create(to: Endpoint, userName: string): Promise<string> {
  const created = (await (await send(to, 'POST', '', { userName })).json()) as { id: string };
  return created.id;
}

const deactivation = { Operations: [{ op: 'replace', path: 'active', value: false }] };

/** What the file has, torn lines left out. */
function events(): readonly Event[] {
  const file = join(folder, 'events.jsonl');
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as Event];
      } catch {
        return [];
      }
    })
    .filter((event) => event['detail-type'].startsWith('User '));
}

describe('the events of npm start', () => {
  it('stand in the file and on the console, in order', async () => {
    const running = await start();
    const id = await create(running, 'ada');
    await send(running, 'PATCH', `/${id}`, deactivation);
    await send(running, 'DELETE', `/${id}`);

    await until(() => events().length === 3);
    await until(() => running.log().includes('event User Deleted:'));

    expect(events().map((event) => event['detail-type'])).toEqual([
      'User Provisioned',
      'User Deprovisioned',
      'User Deleted',
    ]);
    expect(events().map(({ detail }) => detail.metadata.subjectVersion)).toEqual([1, 2, 3]);
    expect(running.log()).toMatch(/event User Deprovisioned: standard-demo \S+ \(inactive/);
    expect(running.log()).not.toMatch(/\bada\b/);
  });

  it('are there within a second of the change, where the machine is not busy otherwise', async () => {
    const running = await start();
    const delays: number[] = [];

    for (let count = 1; count <= 10; count += 1) {
      await create(running, `user-${count}`);
      const answeredAt = Date.now();
      await until(() => events().length === count);
      delays.push(Date.now() - answeredAt);
    }

    expect(Math.min(...delays)).toBeLessThan(1000);
  });

  it('follow after a kill: every one of a change that was answered', async () => {
    const killed = await start();
    const ids = await Promise.all(
      Array.from({ length: 40 }, (_, index) => create(killed, `user-${index}`)),
    );
    killed.process.kill('SIGKILL');
    await once(killed.process, 'exit');

    await start();
    const created = () => new Set(events().map(({ detail }) => detail.data.userId));
    await until(() => ids.every((id) => created().has(id)));

    expect(ids.filter((id) => !created().has(id))).toEqual([]);
  });
});
