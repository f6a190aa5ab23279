import { Problem } from '#administration/problem.ts';
import { TryAgain } from '#directory/try-again.ts';
import { clientName } from '#http/client-name.ts';
import { clientError } from '#http/error-responder.ts';
import type { Event, Layer, LayerRequest } from '#http/exchange.ts';
import type { HttpPorts, LogEntry } from '#http/ports.ts';
import { loggablePath } from '#http/request.ts';
import { ScimError } from '#scim/scim-error.ts';

type LogPorts = Pick<HttpPorts, 'now' | 'log'>;

const scimStatus = (request: LayerRequest) => clientError(request).status;

/**
 * Logs one line for each request.
 *
 * @param statusOf the status that a failed request is answered with.
 */
export function requestLog(ports: () => LogPorts, statusOf = scimStatus): Layer {
  const startedAt = new WeakMap<Event, number>();
  const requestLogBefore = async ({ event }: LayerRequest) => {
    startedAt.set(event, ports().now());
  };
  const requestLogAfter = async (request: LayerRequest) => {
    write(request, request.response?.statusCode ?? 200);
  };
  const requestLogOnError = async (request: LayerRequest) => {
    const hasPorts = startedAt.has(request.event);
    if (hasPorts) write(request, statusOf(request));
    else console.error(JSON.stringify({ level: 'error', message: request.error?.message }));
  };
  return { before: requestLogBefore, after: requestLogAfter, onError: requestLogOnError };

  function write(request: LayerRequest, status: number): void {
    const { event, context } = request;
    const { now, log } = ports();
    log({
      ...logEntry(event, status, now() - (startedAt.get(event) ?? now())),
      workspace: context.workspaceContext?.workspace.id,
      ...unexpected(request.error),
    });
  }
}

/** @param ms what the answer has taken. */
export function logEntry(event: Event, status: number, ms: number): LogEntry {
  return {
    level: levelOf(status),
    requestId: event.requestContext.requestId,
    operation: event.routeKey,
    method: event.requestContext.http.method,
    path: loggablePath(event),
    status,
    ms,
    client: clientName(event.headers['user-agent']),
  };
}

/** What is not implemented is no failure of ours. */
function levelOf(status: number): LogEntry['level'] {
  if (status >= 500 && status !== 501) return 'error';
  return status >= 400 ? 'warn' : 'info';
}

/** The message of an unexpected error may quote what the client sent: only where it happened is kept. */
function unexpected(error: Error | null | undefined): Pick<LogEntry, 'error'> {
  if (!error || error instanceof ScimError || error instanceof Problem) return {};
  const { name, message, stack = '', cause } = error;
  const lines = stack
    .replace(message, '')
    .split('\n')
    .filter((line) => line.startsWith('    at '));
  return {
    error: {
      name,
      reason: error instanceof TryAgain ? error.reason : undefined,
      cause: cause instanceof Error ? cause.name : undefined,
      stack: lines.slice(0, 10).map((line) => line.trim()),
    },
  };
}
