/** Requests as API Gateway hands them to Lambda: HTTP API, payload format 2.0. */

import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { Route } from '#functions/routes.ts';
import { matchPath, type PathParameters } from '#scim/endpoint.ts';

export interface Match {
  readonly routeKey: string;
  readonly pathParameters?: PathParameters;
  readonly entry: string;
  readonly timeoutSeconds: number;
}

/** What the gateway passes on as text; everything else comes in base64. */
const TEXT = /^(?:text\/|application\/(?:json|xml|javascript))/i;

/** As by the gateway: the route with the fewest variable parts, one that takes any rest last. */
export function matchRoute(
  routes: readonly Route[],
  fallback: Pick<Route, 'entry' | 'timeoutSeconds'>,
  method: string,
  path: string,
): Match {
  const [match] = routes
    .filter((route) => route.method === method || route.method === 'ANY')
    .flatMap((route) => {
      const parameters = matchPath(route.path, path);
      return parameters === undefined ? [] : [{ route, parameters }];
    })
    .sort((a, b) => variability(a) - variability(b));
  if (match === undefined) return { routeKey: '$default', ...fallback };
  const { route, parameters } = match;
  const decoded = Object.entries(parameters).map(([name, part]) => [name, decode(part)] as const);
  const pathParameters = decoded.length === 0 ? undefined : Object.fromEntries(decoded);
  return { ...route, routeKey: `${route.method} ${route.path}`, pathParameters };
}

const ANY_REST = 100;

function variability({ route, parameters }: { route: Route; parameters: PathParameters }): number {
  return route.path.endsWith('+}') ? ANY_REST : Object.keys(parameters).length;
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

/** What the gateway itself knows of a request. */
export interface Arrival {
  readonly requestId: string;
  readonly host: string;
  /** Who is asking, where an authorizer has found that out. */
  readonly authorizer?: object;
}

export function toEvent(
  request: IncomingMessage,
  body: Buffer,
  { routeKey, pathParameters }: Match,
  { requestId, host, authorizer }: Arrival,
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
      ...(authorizer && { authorizer }),
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
