/** Ids as a binary set: 16 bytes each, where text would take 36. */

/** Of everybody who has none. */
const NO_IDS: ReadonlySet<string> = new Set();

/** @returns undefined for no ids: a set must not be empty. */
export function toBinaryIds(ids: ReadonlySet<string>): ReadonlySet<Uint8Array> | undefined {
  return ids.size === 0 ? undefined : new Set([...ids].map(idToBytes));
}

export function fromBinaryIds(set?: Iterable<Uint8Array>): ReadonlySet<string> {
  return set === undefined ? NO_IDS : new Set(Array.from(set, bytesToId));
}

function idToBytes(id: string): Uint8Array {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function bytesToId(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
