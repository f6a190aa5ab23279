/** The Lambda handler around the operations on one resource of the admin API. */

import middy from '@middy/core';
import type { AdminRequest, AdminResult } from '#administration/exchange.ts';
import type { AdminContext } from '#directory/admin-context.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { adminAuthentication } from '#http/admin-authentication.ts';
import type { AdminHttpPorts } from '#http/admin-ports.ts';
import { adminRefusal } from '#http/admin-refusal.ts';
import { adminResponse } from '#http/admin-response.ts';
import { bodyReader, MAX_BODY_BYTES } from '#http/body-reader.ts';
import type { Event, Exchange, Response } from '#http/exchange.ts';
import { once } from '#http/once.ts';
import { problemOf, problemResponder } from '#http/problem-responder.ts';
import { refusalRecord } from '#http/refusal-record.ts';
import { requestLog } from '#http/request-log.ts';

type Operation<Ports, Context> = (
  ports: Ports,
  context: Context,
  request: AdminRequest,
) => Promise<AdminResult>;

/** Operations by route key. One whose route names a workspace gets that workspace, opened. */
type Operations<Ports, RouteKey extends string> = {
  readonly [Key in RouteKey]: Operation<
    Ports,
    Key extends `${string}{ws}${string}` ? WorkspaceContext : AdminContext
  >;
};

interface Options {
  /** Whether admins of one workspace may call what is not about a workspace. @default false */
  readonly openToWorkspaceAdmins?: boolean;
}

const METHODS_WITH_BODY = ['POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Authentication comes before the body is looked at, and the body before the operation.
 *
 * @param makePorts called at the first request: importing a handler opens nothing.
 * @param operations `{ 'GET /admin/workspaces/{ws}': getWorkspace }`, as in `routes.ts`.
 */
export function adminHandler<Ports extends AdminHttpPorts, RouteKey extends string>(
  makePorts: () => Ports,
  operations: Operations<Ports, RouteKey>,
  options: Options = {},
) {
  const ports = once(makePorts);
  const body = { methods: METHODS_WITH_BODY, isOptional: true };
  return middy<Event, Response, Error, Exchange>({ timeoutEarlyInMillis: 0 })
    .use(problemResponder())
    .use(requestLog(ports, problemOf))
    .use(adminAuthentication(ports, options))
    .use(refusalRecord(ports, (request) => adminRefusal(ports(), request)))
    .use(bodyReader(MAX_BODY_BYTES, body))
    .handler(async (event, exchange) => {
      const current = ports();
      // Only a handler that is not in routes.ts by this key would not have it.
      const operation = operations[event.routeKey as RouteKey] as Operation<Ports, unknown>;
      const context = exchange.workspaceContext ?? exchange.adminContext;
      const request = toAdminRequest(event, exchange, current.baseUrl);
      return adminResponse(await operation(current, context, request));
    });
}

function toAdminRequest(
  { rawPath, rawQueryString, headers, pathParameters, requestContext }: Event,
  { body }: Exchange,
  baseUrl: (host: string) => string,
): AdminRequest {
  const { ws = '', id = '', tokenId = '' } = pathParameters ?? {};
  return {
    method: requestContext.http.method,
    path: rawPath,
    parameters: { ws, id, tokenId },
    queryString: rawQueryString,
    body,
    preconditions: { ifMatch: headers['if-match'] },
    scimBaseUrl: baseUrl(requestContext.domainName),
  };
}
