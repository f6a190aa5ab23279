/** Users of a workspace, made and deactivated as an identity provider does it. */

import assert from 'node:assert/strict';
import { at } from '#test/idp/json-path.ts';
import { call, type Target } from '#test/idp/replay.ts';

/** Requests at once: the emulator starts a process for each. */
const AT_ONCE = 4;

/** @returns the ids of the users, whose names begin with `name`. */
export async function createUsers(target: Target, name: string, count: number): Promise<string[]> {
  return inTurn(count, async (index) => {
    const user = { userName: `${name}-${index}@example.com` };
    return String(at((await call({ method: 'POST' }, '/Users', user, target)).body, '$.id'));
  });
}

export async function deactivateUsers(target: Target, ids: readonly string[]): Promise<void> {
  const operation = { op: 'replace', path: 'active', value: false };
  await inTurn(ids.length, async (index) => {
    const path = `/Users/${ids[index]}`;
    const answer = await call({ method: 'PATCH' }, path, { Operations: [operation] }, target);
    assert.equal(answer.status, 200, `user ${index} is deactivated`);
  });
}

async function inTurn<Output>(
  count: number,
  work: (index: number) => Promise<Output>,
): Promise<Output[]> {
  const outputs: Output[] = [];
  for (let first = 0; first < count; first += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, i) => first + i);
    outputs.push(...(await Promise.all(batch.map(work))));
  }
  return outputs;
}
