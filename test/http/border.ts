/** The HTTP border around an operation of a test, with ports that remember what they were given. */

import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Authentication, Call } from '#auth/authenticate.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import type { HttpPorts, LogEntry, Refusal } from '#http/ports.ts';
import { scimHandler } from '#http/scim-handler.ts';
import { toContext } from '#local/gateway-event.ts';
import type { ScimRequest, ScimResult } from '#scim/exchange.ts';
import { anEvent, type Invocation } from '../support/invoke.ts';
import { aContext } from '../support/workspaces.ts';

export const NOW = Date.parse('2026-01-01T00:00:00.000Z');
export const ERROR_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:Error';

type Answer = APIGatewayProxyStructuredResultV2;
type Operation = (request: ScimRequest, context: WorkspaceContext) => Promise<ScimResult>;

export interface Border {
  readonly send: (invocation?: Partial<Invocation>) => Promise<Answer>;
  readonly logged: LogEntry[];
  readonly refusals: Refusal[];
  /** What the authentication was asked. */
  readonly calls: Call[];
  /** What reached the operation. */
  readonly requests: ScimRequest[];
}

interface Parts {
  readonly operation?: Operation;
  readonly authentication?: () => Promise<Authentication>;
  readonly ports?: Partial<HttpPorts>;
  readonly maxBodyBytes?: number;
  /** Until Lambda gives up. @default 20 seconds */
  readonly remainingMs?: number;
}

export const aDocument = async (): Promise<ScimResult> => ({ kind: 'document', body: { a: 1 } });

export const authenticated = async (): Promise<Authentication> => ({
  kind: 'authenticated',
  context: aContext(),
});

export function aBorder(parts: Parts = {}): Border {
  const { operation = aDocument, authentication = authenticated, maxBodyBytes } = parts;
  const border = {
    logged: [] as LogEntry[],
    refusals: [] as Refusal[],
    calls: [] as Call[],
    requests: [] as ScimRequest[],
  };
  const ports: HttpPorts = {
    now: () => NOW,
    authenticate(call) {
      border.calls.push(call);
      return authentication();
    },
    async noteUse() {},
    async recordRefusal(_context, refusal) {
      border.refusals.push(refusal);
    },
    log: (entry) => border.logged.push(entry),
    baseUrl: (host) => `https://${host}/scim/v2`,
    ...parts.ports,
  };
  const handler = scimHandler(
    () => ports,
    (_ports, context, request) => {
      border.requests.push(request);
      return operation(request, context);
    },
    { maxBodyBytes },
  );
  const send = (invocation: Partial<Invocation> = {}) =>
    call(handler, { method: 'GET', target: '/scim/v2/Users', ...invocation }, parts.remainingMs);
  return { ...border, send };
}

/** Calls a handler that Lambda gives so much time. */
export function call(
  handler: unknown,
  invocation: Invocation,
  remainingMs = 20_000,
): Promise<Answer> {
  const match = { routeKey: 'GET /', entry: 'functions/test.ts', timeoutSeconds: 20 };
  const context: Context = {
    ...toContext(match, 'request-1', NOW),
    getRemainingTimeInMillis: () => remainingMs,
  };
  const invoke = handler as (event: unknown, context: Context) => Promise<Answer>;
  return invoke(anEvent(invocation), context);
}
