import type { AdminResult } from '#administration/exchange.ts';
import type { Response } from '#http/exchange.ts';
import { entityTag } from '#scim/etag.ts';

const STATUS: Readonly<Record<AdminResult['kind'], number>> = {
  created: 201,
  document: 200,
  accepted: 202,
  deleted: 204,
  text: 200,
};

/** An answer may hold a token, or somebody's name: nothing on the way keeps it. */
const NOT_KEPT = { 'Cache-Control': 'no-store' };

/** Status and headers follow from the kind of the result. */
export function adminResponse(result: AdminResult): Response {
  const statusCode = STATUS[result.kind];
  if (result.kind === 'deleted') return { statusCode, headers: NOT_KEPT };
  if (result.kind === 'text') {
    const headers = { 'Content-Type': 'text/markdown; charset=utf-8', ...NOT_KEPT };
    return { statusCode, headers, body: result.text };
  }
  const version = result.kind === 'accepted' ? undefined : result.version;
  return {
    statusCode,
    headers: {
      'Content-Type': 'application/json',
      ...NOT_KEPT,
      ...(version !== undefined && { ETag: entityTag(version) }),
    },
    body: JSON.stringify(result.body),
  };
}
