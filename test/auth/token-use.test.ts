import { describe, expect, it } from '@jest/globals';
import { tokenUseNotes } from '#auth/token-use.ts';
import type { FailedToken, UsedToken } from '#directory/ports.ts';
import { TryAgain } from '#directory/try-again.ts';
import { aClock } from '../support/clock.ts';
import { aContext, TOKEN_ID } from '../support/workspaces.ts';

const MINUTE = 60_000;
const FAILURE = { status: 409, reason: 'taken' };

function notes() {
  const noted: (UsedToken | FailedToken)[] = [];
  const clock = aClock(Date.parse('2026-01-01T00:00:00.000Z'));
  const uses = { note: async (_: unknown, use: UsedToken | FailedToken) => void noted.push(use) };
  return { ...tokenUseNotes({ ...clock, uses }), noted, clock };
}
const contextOf = (tokenId: string) => aContext({ actor: { kind: 'scim', tokenId } });

describe('the use of a token', () => {
  it('is noted with when and by whom', async () => {
    const { noteUse, noted } = notes();

    await noteUse(aContext());

    expect(noted).toEqual([
      { tokenId: TOKEN_ID, lastUsedAt: '2026-01-01T00:00:00.000Z', client: 'okta' },
    ]);
  });

  it('is noted by a process every five minutes at the most, each token by itself', async () => {
    const { noteUse, noted, clock } = notes();

    await noteUse(contextOf('a'));
    await noteUse(contextOf('a'));
    await noteUse(contextOf('b'));
    clock.advance(5 * MINUTE - 1);
    await noteUse(contextOf('a'));
    clock.advance(1);
    await noteUse(contextOf('a'));

    expect(noted.map(({ tokenId }) => tokenId)).toEqual(['a', 'b', 'a']);
  });

  it('is noted beside a failure, which has five minutes of its own', async () => {
    const { noteUse, noteFailure, noted } = notes();

    await noteUse(aContext());
    await noteFailure(aContext(), FAILURE);
    await noteFailure(aContext(), FAILURE);

    expect(noted).toHaveLength(2);
    expect(noted[1]).toEqual({
      tokenId: TOKEN_ID,
      lastFailure: { ...FAILURE, at: '2026-01-01T00:00:00.000Z' },
    });
  });

  it('is not noted of an admin, nor of this service', async () => {
    const { noteUse, noteFailure, noted } = notes();
    const admin = aContext({ actor: { kind: 'admin', name: 'a', scope: 'platform' } });

    await noteUse(admin);
    await noteFailure(admin, FAILURE);

    expect(noted).toEqual([]);
  });

  it('holds up nobody where it cannot be noted', async () => {
    const uses = { note: () => Promise.reject(new TryAgain('throttled')) };
    const { noteUse, noteFailure } = tokenUseNotes({ ...aClock(), uses });

    await expect(noteUse(aContext())).resolves.toBeUndefined();
    await expect(noteFailure(aContext(), FAILURE)).resolves.toBeUndefined();
  });

  it('of very many tokens is not remembered for ever', async () => {
    const { noteUse, noted } = notes();

    for (let index = 0; index <= 1000; index += 1) await noteUse(contextOf(`t${index}`));
    await noteUse(contextOf('t0'));

    expect(noted.filter(({ tokenId }) => tokenId === 't0')).toHaveLength(2);
  });
});
