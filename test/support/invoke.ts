/** The deployed handlers in this process, without HTTP between. */

import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import { DEFAULT_ROUTE, ROUTES } from '#functions/routes.ts';
import { matchRoute, splitTarget, toContext } from '#local/gateway-event.ts';
import { asFunction } from './iam.ts';

export interface Invocation {
  readonly method: string;
  /** Path and query string below the host. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  /** What an authorizer has found out; absent where there is none. */
  readonly authorizer?: object;
}

type Handler = (
  event: APIGatewayProxyEventV2,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** Calls the handler that the gateway would call. */
export async function invoke(invocation: Invocation): Promise<APIGatewayProxyStructuredResultV2> {
  const { path } = splitTarget(invocation.target);
  const match = matchRoute(ROUTES, DEFAULT_ROUTE, invocation.method, path);
  const { handler } = (await import(`../../${match.entry}`)) as { handler: Handler };
  const context = toContext(match, 'request', Date.now() + match.timeoutSeconds * 1000);
  return asFunction(match.entry, () => handler(anEvent(invocation), context));
}

/** An HTTP API event, payload format 2.0. */
export function anEvent(invocation: Invocation): APIGatewayProxyEventV2 {
  const { method, target, headers = {}, body, isBase64Encoded = false, authorizer } = invocation;
  const { path, queryString } = splitTarget(target);
  const { routeKey, pathParameters } = matchRoute(ROUTES, DEFAULT_ROUTE, method, path);
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: queryString,
    headers: { ...headers },
    pathParameters: pathParameters && { ...pathParameters },
    body,
    isBase64Encoded,
    requestContext: {
      accountId: 'test',
      apiId: 'test',
      ...(authorizer && { authorizer }),
      domainName: 'scim.example.com',
      domainPrefix: 'scim',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.1', userAgent: '' },
      requestId: 'request-1',
      routeKey,
      stage: '$default',
      time: '',
      timeEpoch: 0,
    },
  };
}
