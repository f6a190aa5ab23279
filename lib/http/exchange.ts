/** What the layers of a handler hand to one another in the course of a request. */

import type { MiddlewareObj, Request } from '@middy/core';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import type { AdminContext } from '#directory/admin-context.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import type { Json } from '#scim/json.ts';

/** An HTTP API event, payload format 2.0. */
export type Event = APIGatewayProxyEventV2;
export type Response = APIGatewayProxyStructuredResultV2;

/** Lambda's context with what the layers have found out. */
export interface Exchange extends Context {
  workspaceContext?: WorkspaceContext;
  adminContext?: AdminContext;
  body?: Json;
}

export type Layer = MiddlewareObj<Event, Response, Error, Exchange>;
export type LayerRequest = Request<Event, Response, Error, Exchange>;
