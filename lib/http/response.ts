import type { Event, Response } from '#http/exchange.ts';
import type { ScimResult } from '#scim/exchange.ts';
import type { ScimError } from '#scim/scim-error.ts';

const SCIM_JSON = 'application/scim+json';
const PLAIN_JSON = 'application/json';

const STATUS: Readonly<Record<ScimResult['kind'], number>> = {
  created: 201,
  resource: 200,
  notModified: 304,
  document: 200,
  deleted: 204,
};

/** Status and headers follow from the kind of the result (RFC 7644 §3.3, §3.8, §3.14). */
export function resultResponse(event: Event, result: ScimResult): Response {
  const statusCode = STATUS[result.kind];
  const resourceHeaders = 'version' in result ? headersOf(result) : {};
  if (!('body' in result)) return { statusCode, headers: resourceHeaders };
  return {
    statusCode,
    headers: { 'Content-Type': contentType(event), ...resourceHeaders },
    body: JSON.stringify(result.body),
  };
}

function headersOf({ location, version }: { location: string; version: string }) {
  return { Location: location, 'Content-Location': location, ETag: version };
}

export function errorResponse(event: Event, error: ScimError): Response {
  return {
    statusCode: error.status,
    headers: { 'Content-Type': contentType(event), ...error.headers },
    body: JSON.stringify(error.toMessage()),
  };
}

/** `application/scim+json`, unless the client takes plain JSON alone, as OneLogin may. */
function contentType({ headers }: Event): string {
  const accepted = (headers.accept ?? '').toLowerCase();
  const takesPlainOnly =
    accepted.includes(PLAIN_JSON) && !accepted.includes(SCIM_JSON) && !accepted.includes('*');
  return takesPlainOnly ? PLAIN_JSON : SCIM_JSON;
}
