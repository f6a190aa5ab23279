import { describe, expect, it } from '@jest/globals';
import { cachedDigests } from '#auth/digest-cache.ts';
import { TryAgain } from '#directory/try-again.ts';

/** A vault that counts how often it is asked. */
function aVault(digestOf: (tokenId: string) => Uint8Array | undefined) {
  const asked: string[] = [];
  const read = async (workspaceId: string, tokenId: string) => {
    asked.push(`${workspaceId} ${tokenId}`);
    return digestOf(tokenId);
  };
  return { read, asked };
}

describe('the cache of digests', () => {
  it('asks the vault once for a digest', async () => {
    const vault = aVault((tokenId) => Buffer.from(tokenId));
    const cache = cachedDigests(vault);

    const digests = [await cache.read('acme', 't1'), await cache.read('acme', 't1')];

    expect(digests).toEqual([Buffer.from('t1'), Buffer.from('t1')]);
    expect(vault.asked).toEqual(['acme t1']);
  });

  it('never gives the digest of another workspace', async () => {
    const vault = aVault((tokenId) => Buffer.from(tokenId));
    const cache = cachedDigests(vault);
    await cache.read('acme', 't1');

    await cache.read('acme-2', 't1');

    expect(vault.asked).toEqual(['acme t1', 'acme-2 t1']);
  });

  it('does not remember that there was none: a token may be issued the next moment', async () => {
    let digest: Uint8Array | undefined;
    const cache = cachedDigests(aVault(() => digest));
    const before = await cache.read('acme', 't1');
    digest = Buffer.from('x');

    expect([before, await cache.read('acme', 't1')]).toEqual([undefined, Buffer.from('x')]);
  });

  it('does not remember a failure', async () => {
    let fails = true;
    const cache = cachedDigests(
      aVault(() => {
        if (fails) throw new TryAgain('throttled');
        return Buffer.from('x');
      }),
    );
    await expect(cache.read('acme', 't1')).rejects.toThrow(TryAgain);
    fails = false;

    expect(await cache.read('acme', 't1')).toEqual(Buffer.from('x'));
  });

  it('holds a thousand digests, and then lets go of the oldest', async () => {
    const vault = aVault((tokenId) => Buffer.from(tokenId));
    const cache = cachedDigests(vault);
    for (let index = 0; index <= 1000; index += 1) await cache.read('acme', `t${index}`);
    vault.asked.length = 0;

    await cache.read('acme', 't1');
    await cache.read('acme', 't1000');
    await cache.read('acme', 't0');

    expect(vault.asked).toEqual(['acme t0']);
  });
});
