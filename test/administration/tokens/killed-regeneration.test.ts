/** A regeneration that is killed somewhere on its way, over the real table: which tokens work then. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import { issueToken, type TokenOrder } from '#administration/tokens/issue-token.ts';
import { authenticate } from '#auth/authenticate.ts';
import { newBearerToken } from '#auth/bearer-token.ts';
import { SYSTEM } from '#compose/adapters.ts';
import type { TokenVault } from '#directory/ports.ts';
import { memoryVault } from '#local/memory-vault.ts';
import { type Kill, Killed, killedAt, killsAt } from '#test/support/kill.ts';
import { useStores } from '#test/support/stores.ts';
import { aContext, aWorkspace, aWorkspaceRecord } from '#test/support/workspaces.ts';

const stores = useStores();
let vault: TokenVault;
let shown: string[];
beforeEach(async () => {
  vault = memoryVault();
  shown = [];
  const workspace = aWorkspace({ tokens: {} });
  await stores.workspaces.create(workspace, aWorkspaceRecord(workspace));
});

const NOW = { older: { kind: 'retire', graceSeconds: 0 } } as const;
const GRACE = { older: { kind: 'retire', graceSeconds: 60 } } as const;

const KILLS = killsAt(['list', 'put', 'replace', 'forget']);
/** From here on the workspace names the new token. */
const hasCommitted = ({ step, when }: Kill) =>
  step === 'forget' || (step === 'replace' && when === 'after');

async function regenerate(order: TokenOrder, kill?: Kill): Promise<void> {
  const workspace = await stores.workspaces.read('acme');
  const context = aContext({ workspace, deadline: stores.clock.now() + 20_000 });
  const ports = {
    ...stores.ports,
    workspaces: killedAt(stores.workspaces, kill),
    vault: killedAt(vault, kill),
    newToken: (id: string) => newBearerToken(SYSTEM, id),
  };
  const { token } = await issueToken(ports, context, order);
  shown.push(token);
}

async function working(): Promise<readonly string[]> {
  const ports = { now: stores.clock.now, workspaces: stores.workspaces, vault };
  const call = { requestId: 'r', client: 'okta', deadline: stores.clock.now() + 20_000 };
  const results = await Promise.all(
    shown.map(async (token) => {
      const { kind } = await authenticate(ports, { ...call, authorization: `Bearer ${token}` });
      return kind === 'authenticated' ? token : undefined;
    }),
  );
  return results.filter((token) => token !== undefined);
}

describe('a regeneration that is killed', () => {
  it.each(KILLS.filter((kill) => !hasCommitted(kill)))(
    'before its conditional write leaves every shown token alive: $when $step',
    async (kill) => {
      await regenerate(NOW);
      await regenerate(GRACE);

      await expect(regenerate(NOW, kill)).rejects.toThrow(Killed);

      expect(await working()).toEqual(shown);
    },
  );

  it.each(KILLS.filter(hasCommitted))(
    'after it leaves only those in their grace, and asking again helps: $when $step',
    async (kill) => {
      await regenerate(NOW);
      await regenerate(GRACE);
      const before = [...shown];

      await regenerate(GRACE, kill).catch(() => {});
      const inGrace = await working();
      stores.clock.advance(60_000);
      const afterGrace = await working();
      await regenerate(NOW);

      expect(inGrace).toEqual(expect.arrayContaining(before));
      expect(afterGrace.filter((token) => before.includes(token))).toEqual([]);
      expect(await working()).toEqual([shown.at(-1)]);
    },
  );

  it('after it, without grace, leaves none of the older alive', async () => {
    await regenerate(NOW);

    await expect(regenerate(NOW, { step: 'replace', when: 'after' })).rejects.toThrow(Killed);

    expect(await working()).toEqual([]);
  });
});

describe('regenerations at once', () => {
  it('leave the one alive that commits last, and every token is shown once', async () => {
    await Promise.all(Array.from({ length: 5 }, () => regenerate(NOW)));

    const workspace = await stores.workspaces.read('acme');
    const [alive = ''] = Object.keys(workspace?.tokens ?? {});
    expect(new Set(shown).size).toBe(5);
    expect(await working()).toEqual([shown.find((token) => token.includes(alive))]);
  });
});
