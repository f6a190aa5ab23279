import { describe, expect, it } from '@jest/globals';
import { SYSTEM } from '#compose/adapters.ts';
import { EMULATORS } from '#test/support/emulators.ts';
import { useStores } from '#test/support/stores.ts';
import { aRecord, aUser } from '#test/support/users.ts';
import { tokenUseStore, workspaceStatus } from '#test/support/whole-stores.ts';
import { aContext, TOKEN_ID } from '#test/support/workspaces.ts';

const MINUTE = 60_000;

describe.each(EMULATORS)('the status of a workspace, on $name', (command) => {
  const stores = useStores(command);
  const dynamo = () => ({ ...stores.table, ...stores.clock, random: SYSTEM.random });
  const status = () => workspaceStatus(dynamo());
  const at = () => new Date(stores.clock.now()).toISOString();
  const note = (client: string) =>
    tokenUseStore(dynamo()).note(aContext(), { tokenId: TOKEN_ID, lastUsedAt: at(), client });
  const noteFailure = (reason: string) =>
    tokenUseStore(dynamo()).note(aContext(), {
      tokenId: TOKEN_ID,
      lastFailure: { at: at(), status: 409, reason },
    });

  it('counts nobody where nobody is', async () => {
    expect(await status().counts(aContext())).toEqual({ users: 0, manualUsers: 0, groups: 0 });
  });

  it('counts users over all shards, and those invited by hand apart', async () => {
    for (let count = 1; count <= 20; count += 1) {
      const provisionedBy = count <= 5 ? ('manual' as const) : ('scim' as const);
      const user = { ...aUser({ resource: { userName: `user-${count}` } }), provisionedBy };
      await stores.users.create(aContext(), user, aRecord(aContext(), { after: user }));
    }

    expect(await status().counts(aContext())).toEqual({ users: 15, manualUsers: 5, groups: 0 });
  });

  it('knows what a token was used for last, and why a request failed', async () => {
    await note('okta');
    await noteFailure('taken');

    expect(await status().tokenUses(aContext())).toEqual([
      {
        tokenId: TOKEN_ID,
        lastUsedAt: at(),
        client: 'okta',
        lastFailure: { at: at(), status: 409, reason: 'taken' },
      },
    ]);
  });

  it('is written at most every five minutes, whoever writes', async () => {
    const first = at();
    await note('okta');
    await noteFailure('first');
    stores.clock.advance(5 * MINUTE - 1);
    await note('entra');
    await noteFailure('second');
    const early = await status().tokenUses(aContext());
    stores.clock.advance(2);
    await note('entra');
    await noteFailure('third');

    const late = await status().tokenUses(aContext());

    expect(early).toMatchObject([
      { lastUsedAt: first, client: 'okta', lastFailure: { reason: 'first' } },
    ]);
    expect(late).toMatchObject([
      { lastUsedAt: at(), client: 'entra', lastFailure: { reason: 'third' } },
    ]);
  });
});
