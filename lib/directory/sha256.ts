import { createHash } from 'node:crypto';

export function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Which of at most 256 shares a text belongs to: always the same one, and each has as many. */
export function shareOf(text: string, shares: number): number {
  return sha256(text).readUInt8() % shares;
}
