import { TryAgain } from '#directory/try-again.ts';
import { clientName } from '#http/client-name.ts';
import { clientError } from '#http/error-responder.ts';
import type { Event, Layer, LayerRequest } from '#http/exchange.ts';
import type { HttpPorts, LogEntry } from '#http/ports.ts';
import { loggablePath } from '#http/request.ts';
import { ScimError } from '#scim/scim-error.ts';

type LogPorts = Pick<HttpPorts, 'now' | 'log'>;
type Failure = Pick<LogEntry, 'error'>;

/** What a client sees of an error: the error itself, where it was meant for the client. */
type ErrorOf = (request: LayerRequest) => Error & { readonly status: number };

/** Logs one line for each request. */
export function requestLog(ports: () => LogPorts, errorOf: ErrorOf = clientError): Layer {
  const startedAt = new WeakMap<Event, number>();
  const requestLogBefore = async ({ event }: LayerRequest) => {
    startedAt.set(event, ports().now());
  };
  const requestLogAfter = async (request: LayerRequest) => {
    write(request, request.response?.statusCode ?? 200, {});
  };
  const requestLogOnError = async (request: LayerRequest) => {
    const { event, error } = request;
    if (!startedAt.has(event)) {
      console.error(JSON.stringify({ level: 'error', message: error?.message }));
      return;
    }
    const answered = errorOf(request);
    const isMeant = error === answered || error instanceof ScimError;
    const isExpected = isMeant && answered.status !== 500;
    write(request, answered.status, error && !isExpected ? unexpected(error) : {});
  };
  return { before: requestLogBefore, after: requestLogAfter, onError: requestLogOnError };

  function write({ event, context }: LayerRequest, status: number, failure: Failure): void {
    const { now, log } = ports();
    log({
      ...logEntry(event, status, now() - (startedAt.get(event) ?? now())),
      workspace: context.workspaceContext?.workspace.id,
      ...failure,
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
function unexpected(error: Error): Failure {
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
