/** The Lambda handler around an operation. */

import middy from '@middy/core';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { authentication } from '#http/authentication.ts';
import { bodyReader, MAX_BODY_BYTES } from '#http/body-reader.ts';
import { errorResponder } from '#http/error-responder.ts';
import type { Event, Exchange, Response } from '#http/exchange.ts';
import { once } from '#http/once.ts';
import type { HttpPorts } from '#http/ports.ts';
import { refusalRecord, scimRefusal } from '#http/refusal-record.ts';
import { toScimRequest } from '#http/request.ts';
import { requestLog } from '#http/request-log.ts';
import { resultResponse } from '#http/response.ts';
import { tokenUse } from '#http/token-use.ts';
import type { ScimRequest, ScimResult } from '#scim/exchange.ts';

type Operation<Ports> = (
  ports: Ports,
  context: WorkspaceContext,
  request: ScimRequest,
) => Promise<ScimResult>;

interface Options {
  /** Bytes of a body; 0 for an operation that looks at none, so that none can be wrong. @default 1 MB */
  readonly maxBodyBytes?: number;
}

/**
 * Authentication comes before the body is looked at, and the body before the operation.
 *
 * @param makePorts called at the first request: importing a handler opens nothing.
 */
export function scimHandler<Ports extends HttpPorts>(
  makePorts: () => Ports,
  operation: Operation<Ports>,
  { maxBodyBytes = MAX_BODY_BYTES }: Options = {},
) {
  const ports = once(makePorts);
  return middy<Event, Response, Error, Exchange>({ timeoutEarlyInMillis: 0 })
    .use(errorResponder())
    .use(requestLog(ports))
    .use(authentication(ports))
    .use(tokenUse(ports))
    .use(refusalRecord(ports, scimRefusal))
    .use(bodyReader(maxBodyBytes))
    .handler(async (event, exchange) => {
      const current = ports();
      const request = toScimRequest(event, exchange, current.baseUrl);
      const context = exchange.workspaceContext as WorkspaceContext;
      return resultResponse(event.headers.accept, await operation(current, context, request));
    });
}
