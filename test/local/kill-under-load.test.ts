/** A write that was acknowledged is there after SIGKILL, whole. */

import { describe, expect, it } from '@jest/globals';
import { documentClient } from '#compose/adapters.ts';
import { startEmulator } from '#local/emulator.ts';
import { availableEmulator } from '#local/emulator-command.ts';
import { localClient } from '#local/local-client.ts';
import { brokenInvariants } from '../support/invariants.ts';
import {
  descendantsOf,
  killAll,
  newFolder,
  type Ready,
  startReady,
  survivorsOf,
  useProcesses,
} from './processes.ts';

useProcesses();

interface User {
  readonly id: string;
  readonly userName: string;
}

/** A user that fills several pages of a disk. */
function aUser(index: number) {
  return {
    userName: `user-${index}@example.com`,
    externalId: `external-${index}`,
    name: { givenName: 'Barbara', familyName: `Jensen ${index}` },
    emails: [{ value: `user-${index}@example.com`, type: 'work', primary: true }],
    title: 'x'.repeat(3000),
  };
}

/** Parallel writers, until the endpoint is gone. @returns the answers of those that got one. */
async function createUntilGone(endpoint: Ready, writers: number, whenReached: () => void) {
  const acknowledged: User[] = [];
  let next = 0;
  const work = async () => {
    for (;;) {
      next += 1;
      const user = await post(endpoint, aUser(next));
      if (user === undefined) return;
      acknowledged.push(user);
      if (acknowledged.length === 150) whenReached();
    }
  };
  await Promise.all(Array.from({ length: writers }, work));
  return acknowledged;
}

async function post({ scimBaseUrl, tokens }: Ready, user: object): Promise<User | undefined> {
  try {
    const answer = await fetch(`${scimBaseUrl}/Users`, {
      method: 'POST',
      headers: { authorization: String(tokens['standard-demo']) },
      body: JSON.stringify(user),
    });
    return answer.status === 201 ? ((await answer.json()) as User) : undefined;
  } catch {
    return undefined;
  }
}

async function breachesIn(folder: string): Promise<readonly string[]> {
  const emulator = await startEmulator(availableEmulator(), folder);
  const client = localClient(emulator.endpoint);
  try {
    return await brokenInvariants({ client: documentClient(client), tableName: 'rollcall' });
  } finally {
    client.destroy();
    await emulator.stop();
  }
}

describe('every acknowledged user is there after a restart, whole', () => {
  it.each([
    ['the endpoint alone', (pid: number) => killAll([pid])],
    ['its whole process group', (pid: number) => killAll([-pid])],
    ['the emulator', (pid: number) => killAll(descendantsOf(pid))],
  ])('when SIGKILL under load hits %s', async (_, kill) => {
    const data = newFolder();
    const first = await startReady(['--data', data]);
    const emulator = descendantsOf(first.child.pid);

    const acknowledged = await createUntilGone(first, 32, () => kill(Number(first.child.pid)));
    await first.ended;
    expect(await survivorsOf(emulator)).toEqual([]);
    const second = await startReady(['--data', data]);
    const found = [];
    for (const { id } of acknowledged) {
      const answer = await fetch(`${second.scimBaseUrl}/Users/${id}`, {
        headers: { authorization: String(first.tokens['standard-demo']) },
      });
      found.push(await answer.json());
    }
    second.child.kill('SIGTERM');
    await second.ended;

    expect(acknowledged.length).toBeGreaterThanOrEqual(150);
    expect(found.map(withoutPlace)).toEqual(acknowledged.map(withoutPlace));
    expect(await breachesIn(data)).toEqual([]);
  });
});

/** The port is another one. */
function withoutPlace(user: unknown): unknown {
  const { meta, ...resource } = user as { readonly meta?: object };
  return { ...resource, meta: { ...meta, location: undefined } };
}
