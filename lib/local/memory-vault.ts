import type { TokenVault } from '#directory/ports.ts';

/** Token digests that end with the process. */
export function memoryVault(): TokenVault {
  const digests = new Map<string, Uint8Array>();
  const keyOf = (workspaceId: string, tokenId: string) => `${workspaceId} ${tokenId}`;
  return {
    async open() {},
    async put(workspaceId, tokenId, digest) {
      digests.set(keyOf(workspaceId, tokenId), digest);
    },
    async read(workspaceId, tokenId) {
      return digests.get(keyOf(workspaceId, tokenId));
    },
    async forget(workspaceId, tokenIds) {
      for (const tokenId of tokenIds) digests.delete(keyOf(workspaceId, tokenId));
    },
  };
}
