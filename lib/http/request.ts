import type { Event, Exchange } from '#http/exchange.ts';
import type { Refusal } from '#http/ports.ts';
import type { ScimRequest } from '#scim/exchange.ts';

/** The request as the operations see it. The query string is read by `scim`, as it came. */
export function toScimRequest(
  { rawPath, rawQueryString, headers, pathParameters, requestContext }: Event,
  { body }: Exchange,
  baseUrl: (host: string) => string,
): ScimRequest {
  return {
    method: requestContext.http.method,
    path: rawPath,
    id: pathParameters?.id ?? '',
    queryString: rawQueryString,
    body,
    preconditions: { ifMatch: headers['if-match'], ifNoneMatch: headers['if-none-match'] },
    baseUrl: baseUrl(requestContext.domainName),
  };
}

/** What a request is meant to do; a search is a read, though it comes by POST. */
export function operationOf({ rawPath, requestContext }: Event): Refusal['operation'] {
  const { method } = requestContext.http;
  return rawPath.endsWith('/.search') ? 'read' : (OPERATIONS.get(method) ?? 'read');
}

const OPERATIONS: ReadonlyMap<string, Refusal['operation']> = new Map([
  ['POST', 'create'],
  ['PUT', 'replace'],
  ['PATCH', 'patch'],
  ['DELETE', 'delete'],
]);

/** A part of a path that can be logged: letters, a UUID, `{id}`; anything else may be somebody's name. */
const LOGGABLE = /^(?:[A-Za-z]{0,30}|\.search|v2|[0-9a-f-]{36})$/;

/** The path without what a client may have put into it. */
export function loggablePath({ rawPath }: Event): string {
  return rawPath
    .slice(0, 300)
    .split('/')
    .map((part) => (LOGGABLE.test(part) ? part : '…'))
    .join('/');
}
