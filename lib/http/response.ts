import type { Response } from '#http/exchange.ts';
import type { ScimResult } from '#scim/exchange.ts';
import type { ScimError } from '#scim/scim-error.ts';

const SCIM_JSON = 'application/scim+json';
const PLAIN_JSON = 'application/json';

/** `q=0`: not acceptable (RFC 9110 §12.4.2). */
const REFUSED = /;\s*q=0(?:\.0{0,3})?\s*(?:;|$)/;

const STATUS: Readonly<Record<ScimResult['kind'], number>> = {
  created: 201,
  resource: 200,
  notModified: 304,
  document: 200,
  deleted: 204,
};

/**
 * Status and headers follow from the kind of the result (RFC 7644 §3.3, §3.8, §3.14).
 *
 * @param accept the Accept header of the request.
 */
export function resultResponse(accept: string | undefined, result: ScimResult): Response {
  const statusCode = STATUS[result.kind];
  const resourceHeaders = 'location' in result ? headersOf(result) : {};
  if (!('body' in result)) return { statusCode, headers: resourceHeaders };
  return {
    statusCode,
    headers: { 'Content-Type': contentType(accept), ...resourceHeaders },
    body: JSON.stringify(result.body),
  };
}

export function errorResponse(accept: string | undefined, error: ScimError): Response {
  return {
    statusCode: error.status,
    headers: { 'Content-Type': contentType(accept), ...error.headers },
    body: JSON.stringify(error.toMessage()),
  };
}

function headersOf({ location, version }: { location: string; version?: string }) {
  const tag: Record<string, string> = version === undefined ? {} : { ETag: version };
  return { Location: location, 'Content-Location': location, ...tag };
}

/** `application/scim+json`, unless the client takes plain JSON alone, as OneLogin may. */
function contentType(accept = ''): string {
  const ranges = accept.toLowerCase().split(',');
  const accepted = ranges
    .filter((range) => !REFUSED.test(range))
    .map((range) => range.split(';')[0]?.trim());
  const takes = (...types: readonly string[]) => types.some((type) => accepted.includes(type));
  const takesPlainOnly = takes(PLAIN_JSON) && !takes(SCIM_JSON, 'application/*', '*/*');
  return takesPlainOnly ? PLAIN_JSON : SCIM_JSON;
}
