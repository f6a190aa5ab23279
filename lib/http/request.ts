import { isId } from '#directory/user.ts';
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

/** What a path may hold of its own; anything else may be somebody's name. */
const KNOWN_PARTS: ReadonlySet<string> = new Set([
  ...['', 'scim', 'v2', 'admin', 'Users', 'Groups', 'Me', 'Bulk', '.search'],
  ...['ServiceProviderConfig', 'ResourceTypes', 'Schemas'],
  ...['profiles', 'workspaces', 'tokens', 'users', 'groups', 'members', 'activity', 'setup-guide'],
]);

/** The path without what a client may have put into it, ids of ours excepted. */
export function loggablePath({ rawPath }: Event): string {
  const parts = rawPath.slice(0, 300).split('/');
  return parts.map((part) => (KNOWN_PARTS.has(part) || isId(part) ? part : '…')).join('/');
}
