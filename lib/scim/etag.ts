/** Versions and conditional requests, RFC 7644 §3.14 and RFC 9110 §13. */

import { preconditionFailed } from '#scim/scim-error.ts';

/** The headers of a request as they came. */
export interface Preconditions {
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
}

/** The entity tag of a version: `W/"3"`. It is `meta.version` and the ETag header alike. */
export function entityTag(version: number): string {
  return `W/"${version}"`;
}

/**
 * Checks what a write is conditional on. What does not look like one of our tags matches nothing.
 *
 * @throws {ScimError} 412.
 */
export function checkPreconditions(preconditions: Preconditions, version: number): void {
  if (!isVersion(preconditions, version)) throw preconditionFailed();
}

/** Whether the preconditions hold for a version. */
export function isVersion({ ifMatch, ifNoneMatch }: Preconditions, version: number): boolean {
  const unmatched = ifMatch !== undefined && !lists(ifMatch, version);
  const matched = ifNoneMatch !== undefined && lists(ifNoneMatch, version);
  return !unmatched && !matched;
}

/** Whether a write is for one version alone: when that has passed, no later attempt can succeed. */
export function isForOneVersion({ ifMatch }: Preconditions): boolean {
  return ifMatch !== undefined && !ifMatch.includes('*') && !ifMatch.includes(',');
}

/**
 * Whether a read can be answered by 304: the client has this version already.
 *
 * @throws {ScimError} 412 where `If-Match` does not hold.
 */
export function isNotModified({ ifMatch, ifNoneMatch }: Preconditions, version: number): boolean {
  checkPreconditions({ ifMatch }, version);
  return ifNoneMatch !== undefined && lists(ifNoneMatch, version);
}

/** Compares weakly: our tags are all weak, and §3.14 sends them in `If-Match`. */
function lists(header: string, version: number): boolean {
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//i, ''));
  return tags.some((tag) => tag === '*' || tag === `"${version}"`);
}
