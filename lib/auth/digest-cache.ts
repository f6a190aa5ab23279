import type { TokenVault } from '#directory/ports.ts';
import { remember } from '#directory/remember.ts';

/**
 * Remembers digests by tokenId. One that has been read can never be stale: a tokenId has one digest
 * for ever, and whether the token lives is asked elsewhere.
 */
export function cachedDigests(vault: Pick<TokenVault, 'read'>): Pick<TokenVault, 'read'> {
  const digests = new Map<string, Uint8Array>();
  return {
    async read(workspaceId, tokenId) {
      const key = `${workspaceId} ${tokenId}`;
      const known = digests.get(key);
      if (known !== undefined) return known;
      const digest = await vault.read(workspaceId, tokenId);
      if (digest === undefined) return undefined;
      remember(digests, key, digest);
      return digest;
    },
  };
}
