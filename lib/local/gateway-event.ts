/** Requests as API Gateway hands them to Lambda: HTTP API, payload format 2.0. */

import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { Route } from '#functions/routes.ts';
import { matchPath } from '#scim/endpoint.ts';

export interface Match {
  readonly routeKey: string;
  readonly pathParameters?: { readonly id: string };
  readonly entry: string;
  readonly timeoutSeconds: number;
}

/** What the gateway passes on as text; everything else comes in base64. */
const TEXT = /^(?:text\/|application\/(?:json|xml|javascript))/i;

/** A route without a variable part is preferred, as by the gateway. */
export function matchRoute(
  routes: readonly Route[],
  fallback: Pick<Route, 'entry' | 'timeoutSeconds'>,
  method: string,
  path: string,
): Match {
  const matches = routes
    .filter((route) => route.method === method)
    .map((route) => ({ route, id: matchPath(route.path, path) }))
    .filter(({ id }) => id !== undefined);
  const match = matches.find(({ id }) => id === '') ?? matches[0];
  if (match === undefined) return { routeKey: '$default', ...fallback };
  const { route, id } = match;
  const pathParameters = id === '' ? undefined : { id: decode(String(id)) };
  return { ...route, routeKey: `${method} ${route.path}`, pathParameters };
}

/** Path and query string of a request target, in origin or absolute form. */
export function splitTarget(target: string): {
  readonly path: string;
  readonly queryString: string;
} {
  const origin = target.replace(/^[a-z]+:\/\/[^/?]*/i, '');
  const mark = origin.indexOf('?');
  if (mark === -1) return { path: origin || '/', queryString: '' };
  return { path: origin.slice(0, mark) || '/', queryString: origin.slice(mark + 1) };
}

export function toEvent(
  request: IncomingMessage,
  body: Buffer,
  { routeKey, pathParameters }: Match,
  requestId: string,
  host: string,
): APIGatewayProxyEventV2 {
  const { path, queryString } = splitTarget(request.url ?? '/');
  const headers = joinHeaders(request.rawHeaders);
  const method = request.method ?? 'GET';
  const asText = TEXT.test(headers['content-type'] ?? '') && isUtf8(body);
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: queryString,
    headers,
    ...(pathParameters && { pathParameters }),
    ...(body.length > 0 && { body: body.toString(asText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !asText,
    requestContext: {
      accountId: 'local',
      apiId: 'local',
      domainName: host,
      domainPrefix: 'local',
      http: {
        method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey,
      stage: '$default',
      time: new Date().toISOString(),
      timeEpoch: Date.now(),
    },
  };
}

/** @param endsAt when the function is cut off, in milliseconds since 1970. */
export function toContext({ entry }: Match, requestId: string, endsAt: number): Context {
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: false,
    functionName: entry,
    functionVersion: '$LATEST',
    invokedFunctionArn: `local:${entry}`,
    logGroupName: 'local',
    logStreamName: 'local',
    memoryLimitInMB: '512',
    getRemainingTimeInMillis: () => Math.max(0, endsAt - Date.now()),
    done() {},
    fail() {},
    succeed() {},
  };
}

/** Lower-case names; a header that came twice is one, with a comma: Node would drop the second. */
function joinHeaders(rawHeaders: readonly string[]): Record<string, string> {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = String(rawHeaders[index]).toLowerCase();
    const value = String(rawHeaders[index + 1]);
    const earlier = headers.get(name);
    headers.set(name, earlier === undefined ? value : `${earlier},${value}`);
  }
  return Object.fromEntries(headers);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
