/**
 * SCIM tokens: `rc_<workspaceId>_<tokenId>_<43 characters from 32 random bytes><6 of checksum>`.
 *
 * The checksum tells a mistyped or truncated token, and one that a scanner has found, without a read.
 */

import type { Randomness } from '#directory/ports.ts';
import { sha256 } from '#directory/sha256.ts';

export interface BearerToken {
  readonly workspaceId: string;
  readonly tokenId: string;
  readonly digest: Uint8Array;
}

const SECRET_BYTES = 32;
const CHECKSUM_LENGTH = 6;

const TOKEN =
  /^rc_(?<workspaceId>[a-z0-9][a-z0-9-]{0,49})_(?<tokenId>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_[\w-]{49}$/;

/** `Bearer` in any case, or nothing at all: Okta's header authentication sends the bare token. */
const SCHEME = /^bearer +/i;

/**
 * Makes a token. It is shown once and never stored: what is kept is its digest.
 */
export function newBearerToken(
  { newId, randomBytes }: Pick<Randomness, 'newId' | 'randomBytes'>,
  workspaceId: string,
): { readonly token: string; readonly tokenId: string; readonly digest: Uint8Array } {
  const tokenId = newId();
  const secret = Buffer.from(randomBytes(SECRET_BYTES)).toString('base64url');
  const unchecked = `rc_${workspaceId}_${tokenId}_${secret}`;
  const token = `${unchecked}${checksum(unchecked)}`;
  return { token, tokenId, digest: sha256(token) };
}

/** @returns undefined where the header can hold no token of ours. */
export function readBearerToken(authorization: string | undefined): BearerToken | undefined {
  const token = (authorization ?? '').trim().replace(SCHEME, '');
  const { workspaceId, tokenId } = TOKEN.exec(token)?.groups ?? {};
  if (workspaceId === undefined || tokenId === undefined) return undefined;
  const unchecked = token.slice(0, -CHECKSUM_LENGTH);
  if (checksum(unchecked) !== token.slice(-CHECKSUM_LENGTH)) return undefined;
  return { workspaceId, tokenId, digest: sha256(token) };
}

function checksum(text: string): string {
  return sha256(text).toString('base64url').slice(0, CHECKSUM_LENGTH);
}
