/** Problem details for HTTP APIs, RFC 9457: how the admin API says no. */

/** One thing that is wrong with a request. */
export interface ProblemError {
  /** Where in the body, or in the query, as a JSON pointer (RFC 6901). */
  readonly pointer: string;
  readonly detail: string;
}

interface ProblemInit {
  readonly status: number;
  /** Ends the `type`: `urn:rollcall:problem:<code>`. */
  readonly code: string;
  readonly title: string;
  readonly errors?: readonly ProblemError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The one error that a client of the admin API may see. Anything else reaches it as a bare 500.
 *
 * `detail` says which rule refused and what to do; it never repeats what the client sent.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly errors: readonly ProblemError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(detail: string, init: ProblemInit) {
    super(detail);
    this.status = init.status;
    this.code = init.code;
    this.title = init.title;
    this.errors = init.errors ?? [];
    this.headers = init.headers ?? {};
  }

  /** The wire form: RFC 9457 §3.1, with `errors` as §3.2 has it. */
  toBody() {
    const { code, title, status, message: detail, errors } = this;
    return {
      type: `urn:rollcall:problem:${code}`,
      title,
      status,
      detail,
      ...(errors.length > 0 && { errors }),
    };
  }
}

interface ProtocolError {
  readonly status: number;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

const INTERNAL = { code: 'internal', title: 'Internal error' };

const TITLES: ReadonlyMap<number, { readonly code: string; readonly title: string }> = new Map([
  [404, { code: 'not-found', title: 'Not found' }],
  [409, { code: 'already-exists', title: 'Already exists' }],
  [412, { code: 'precondition-failed', title: 'Precondition failed' }],
  [413, { code: 'too-large', title: 'Content too large' }],
  [415, { code: 'unsupported-media-type', title: 'Unsupported media type' }],
  [500, INTERNAL],
]);

/** 400: the body, the query or the path is not what the call takes. */
export function badRequest(detail: string, errors?: readonly ProblemError[]): Problem {
  return new Problem(detail, { status: 400, code: 'bad-request', title: 'Bad request', errors });
}

/** 401: nobody that the gateway knows. */
export function unauthorized(): Problem {
  return new Problem(
    'this call needs the credentials of an admin: a signature (SigV4), or a token in the header Authorization',
    {
      status: 401,
      code: 'unauthorized',
      title: 'Unauthorized',
      headers: { 'WWW-Authenticate': 'Bearer' },
    },
  );
}

/** 403: known, and not allowed. */
export function forbidden(detail: string): Problem {
  return new Problem(detail, { status: 403, code: 'forbidden', title: 'Forbidden' });
}

/** 404. */
export function notFound(detail: string): Problem {
  return new Problem(detail, {
    status: 404,
    code: 'not-found',
    title: 'Not found',
  });
}

/** 404: the same for one that is another's, and for one that was deleted. */
export function noWorkspace(): Problem {
  return notFound('there is no such workspace: check its id');
}

/** 405. */
export function methodNotAllowed(allow: readonly string[]): Problem {
  return new Problem(`this path takes ${allow.join(', ')}`, {
    status: 405,
    code: 'method-not-allowed',
    title: 'Method not allowed',
    headers: { Allow: allow.join(', ') },
  });
}

/**
 * 409: a switch or a rule refuses.
 *
 * @param code names the rule, for programs: `managed-by-identity-provider`.
 */
export function conflict(code: string, detail: string): Problem {
  return new Problem(detail, { status: 409, code, title: 'Refused by a rule' });
}

/** 409: somebody else was faster, again and again. */
export function changedMeanwhile(): Problem {
  return conflict('changed-meanwhile', 'it has just been changed: read it and try again');
}

/** 412: `If-Match` names another version. */
export function preconditionFailed(): Problem {
  const detail =
    'it has another version than If-Match names: read it again, and name its version in quotes, such as "3"';
  return new Problem(detail, {
    status: 412,
    code: 'precondition-failed',
    title: 'Precondition failed',
  });
}

/** 429, 503. @param seconds after which to try again. */
export function retryLater(status: 429 | 503, seconds: number, detail: string): Problem {
  return new Problem(detail, {
    status,
    code: 'retry-later',
    title: status === 429 ? 'Too many requests' : 'Service unavailable',
    headers: { 'Retry-After': String(seconds) },
  });
}

/** An error of the protocol core, which knows the status and the words already. */
export function protocolProblem({ status, message, headers }: ProtocolError): Problem {
  const { code, title } = TITLES.get(status) ?? { code: 'bad-request', title: 'Bad request' };
  return new Problem(message, { status, code, title, headers });
}

/** 500: nobody expected it, so nobody is told more. */
export function internalProblem(requestId: string): Problem {
  return new Problem(`internal error; request ${requestId}`, {
    status: 500,
    ...INTERNAL,
  });
}
