/** The admin API from outside. */

import type { Connection } from '#cli/connection.ts';
import { CliFailure } from '#cli/failure.ts';
import type { OutgoingRequest, Sign } from '#cli/outgoing-request.ts';

export interface Answer {
  readonly status: number;
  /** Parsed JSON, or text. */
  readonly body: unknown;
}

export interface CallOptions {
  /** What is undefined is left out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly ifMatch?: string;
}

export interface AdminClient {
  /** @throws {CliFailure} with the words of the problem, where it is refused. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Like `call`, but a refusal is an answer. @throws {CliFailure} where there is none. */
  attempt(method: string, path: string, options?: CallOptions): Promise<Answer>;
}

/** Attempts at a request that the service is too busy for. */
const MAX_ATTEMPTS = 5;
const MAX_WAIT_SECONDS = 60;

/** The problem speaks of the header, which nobody has typed here. */
const OTHER_VERSION = 'it has another version than --if-version says: read it again (412)';

export function adminClient(
  { baseUrl, sign }: Connection,
  send: typeof fetch,
  sleep: (milliseconds: number) => Promise<void>,
): AdminClient {
  const attempt: AdminClient['attempt'] = async (method, path, options = {}) => {
    const request = toRequest(baseUrl, method, path, options);
    for (let count = 1; ; count += 1) {
      const response = await sendOnce(send, sign, request);
      const waitSeconds = Number(response.headers.get('retry-after'));
      const isLater = response.status === 429 || response.status === 503;
      if (!isLater || count === MAX_ATTEMPTS || !(waitSeconds <= MAX_WAIT_SECONDS)) {
        return { status: response.status, body: await readBody(response) };
      }
      await sleep(waitSeconds * 1000);
    }
  };
  return {
    attempt,
    async call(method, path, options) {
      const answer = await attempt(method, path, options);
      if (answer.status === 412 && options?.ifMatch !== undefined)
        throw new CliFailure(OTHER_VERSION);
      if (answer.status >= 400) throw new CliFailure(problemText(answer));
      return answer;
    },
  };
}

/** A problem as a sentence, with each thing that is wrong behind it, unless the sentence ends in it. */
export function problemText({ status, body }: Answer): string {
  const { detail, errors, message } = (typeof body === 'object' && body !== null ? body : {}) as {
    readonly detail?: string;
    readonly message?: string;
    readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  };
  const lines = (errors ?? [])
    .filter((error) => detail?.endsWith(error.detail) !== true)
    .map((error) => `\n  ${error.pointer || '/'} ${error.detail}`);
  return `${detail ?? message ?? 'refused'} (${status})${lines.join('')}`;
}

function toRequest(
  baseUrl: string,
  method: string,
  path: string,
  { query = {}, body, ifMatch }: CallOptions,
): OutgoingRequest {
  const url = new URL(`${baseUrl}${path}`);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  // SigV4 signs a blank as %20, and the gateway takes a plus for a plus.
  url.search = url.search.replaceAll('+', '%20');
  const headers = {
    accept: 'application/json',
    'user-agent': 'rollcall-cli',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
  };
  return { method, url, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
}

async function sendOnce(send: typeof fetch, sign: Sign, request: OutgoingRequest) {
  const { host: _, ...headers } = await sign(request);
  const { url, method, body } = request;
  try {
    return await send(url, { method, headers, body });
  } catch (error) {
    const { cause, message } = error as Error;
    const reason = cause instanceof Error ? cause.message || cause.name : message;
    throw new CliFailure(`${url.origin} cannot be reached: ${reason}`);
  }
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!/json/.test(response.headers.get('content-type') ?? '')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
