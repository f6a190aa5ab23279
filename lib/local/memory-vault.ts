import type { Clock, StoredDigest, TokenVault } from '#directory/ports.ts';

/** Token digests that end with the process. */
export function memoryVault({ now }: Pick<Clock, 'now'> = { now: Date.now }): TokenVault {
  const digests = new Map<string, Map<string, Uint8Array>>();
  const stored = new Map<string, Map<string, StoredDigest>>();
  const of = <Value>(map: Map<string, Map<string, Value>>, workspaceId: string) => {
    const entries = map.get(workspaceId) ?? new Map<string, Value>();
    map.set(workspaceId, entries);
    return entries;
  };
  return {
    async open() {},
    async put(workspaceId, tokenId, digest) {
      of(digests, workspaceId).set(tokenId, digest);
      of(stored, workspaceId).set(tokenId, { tokenId, createdAt: now(), isForgotten: false });
    },
    async read(workspaceId, tokenId) {
      return digests.get(workspaceId)?.get(tokenId);
    },
    async list(workspaceId) {
      return [...of(stored, workspaceId).values()];
    },
    async forget(workspaceId, tokenIds) {
      for (const tokenId of tokenIds) {
        of(digests, workspaceId).delete(tokenId);
        const entry = of(stored, workspaceId).get(tokenId);
        if (entry) of(stored, workspaceId).set(tokenId, { ...entry, isForgotten: true });
      }
    },
    async close(workspaceId) {
      digests.delete(workspaceId);
      stored.delete(workspaceId);
    },
  };
}
