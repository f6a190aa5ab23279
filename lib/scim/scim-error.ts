/** The Error message of RFC 7644 §3.12: the only place that knows a status code or a scimType. */

const ERROR_URN = 'urn:ietf:params:scim:api:messages:2.0:Error';

/** Detail error keywords, RFC 7644 §3.12 Table 9. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'invalidVers'
  | 'sensitive';

/** Response headers that come with an error, such as `Retry-After`. */
type Headers = Readonly<Record<string, string>>;

interface ScimErrorInit {
  readonly status: number;
  readonly scimType?: ScimType;
  readonly headers?: Headers;
  /** Attribute paths in the schema's spelling, never a value: what the activity log may keep. */
  readonly attributes?: readonly string[];
}

/**
 * The one error a client may see. Anything else that is thrown reaches the client as a bare 500.
 *
 * `detail` never repeats what the client sent (it may be a secret, a script, or a megabyte): it names
 * attributes of the schema, positions and limits.
 */
export class ScimError extends Error {
  override readonly name = 'ScimError';
  readonly status: number;
  readonly scimType: ScimType | undefined;
  readonly headers: Headers;
  readonly attributes: readonly string[];

  constructor(detail: string, init: ScimErrorInit) {
    super(detail);
    this.status = init.status;
    this.scimType = init.scimType;
    this.headers = init.headers ?? {};
    this.attributes = init.attributes ?? [];
  }

  /** The wire form. `status` is a string there: §3.12. */
  toMessage() {
    const { status, scimType, message } = this;
    const detailError = scimType === undefined ? {} : { scimType };
    return { schemas: [ERROR_URN], status: String(status), ...detailError, detail: message };
  }
}

/** The filter breaks the grammar, or compares an attribute in a way its type does not allow. */
export function invalidFilter(detail: string): ScimError {
  return new ScimError(detail, { status: 400, scimType: 'invalidFilter' });
}

/** The answer would take more work than one request may cost; says what to do instead. */
export function tooMany(detail: string): ScimError {
  return new ScimError(detail, { status: 400, scimType: 'tooMany' });
}

/** Another resource already holds the value. 409, not 400: §3.3. */
export function uniqueness(
  attribute: string,
  detail = `${attribute} is already in use`,
): ScimError {
  return new ScimError(detail, {
    status: 409,
    scimType: 'uniqueness',
    attributes: [attribute],
  });
}

/** The attribute cannot be changed, or cannot be left without a value. */
export function mutability(
  attribute: string,
  detail = `${attribute} is read-only: leave it out`,
): ScimError {
  return new ScimError(detail, {
    status: 400,
    scimType: 'mutability',
    attributes: [attribute],
  });
}

/** The body is no JSON, or does not have the shape of the message it should be. */
export function invalidSyntax(detail: string): ScimError {
  return new ScimError(detail, { status: 400, scimType: 'invalidSyntax' });
}

/** The `path` of a PATCH operation breaks the grammar of §3.5.2, Figure 7. */
export function invalidPath(detail: string): ScimError {
  return new ScimError(detail, { status: 400, scimType: 'invalidPath' });
}

/** The path names no value; also a `remove` that has no path: §3.5.2.2. */
export function noTarget(detail: string): ScimError {
  return new ScimError(detail, { status: 400, scimType: 'noTarget' });
}

/** A required value is missing, or a value has the wrong type. */
export function invalidValue(detail: string, attribute?: string): ScimError {
  return new ScimError(detail, {
    status: 400,
    scimType: 'invalidValue',
    attributes: attribute === undefined ? [] : [attribute],
  });
}

/** No valid token. The same answer whatever was wrong with it; `WWW-Authenticate`: RFC 9110 §11.6.1. */
export function unauthorized(): ScimError {
  return new ScimError(
    'a valid SCIM token is required: generate one for this workspace, and enter it in your identity provider',
    {
      status: 401,
      headers: { 'WWW-Authenticate': 'Bearer realm="SCIM"' },
    },
  );
}

/** The token is valid, but this may not be done with it. */
export function forbidden(detail: string): ScimError {
  return new ScimError(detail, { status: 403 });
}

export function notFound(detail: string): ScimError {
  return new ScimError(detail, { status: 404 });
}

/** @param allow the methods that the path has, for the `Allow` header (RFC 9110 §15.5.6). */
export function methodNotAllowed(allow: readonly string[]): ScimError {
  return new ScimError(`this resource supports ${allow.join(', ')}`, {
    status: 405,
    headers: { Allow: allow.join(', ') },
  });
}

/** `If-Match` or `If-None-Match` does not hold (§3.14). */
export function preconditionFailed(): ScimError {
  return new ScimError(
    'the resource has another version than the request asks for: read it again',
    {
      status: 412,
    },
  );
}

/** @param limitBytes the largest body, in bytes, that the route takes. */
export function payloadTooLarge(limitBytes: number): ScimError {
  return new ScimError(`the body is larger than ${limitBytes} bytes`, { status: 413 });
}

/** What is no HTTP request (400), one whose headers are too large (431), or that expects too much (417). */
export function unreadable(status: 400 | 417 | 431, detail: string): ScimError {
  return new ScimError(detail, { status });
}

export function unsupportedMediaType(detail: string): ScimError {
  return new ScimError(detail, { status: 415 });
}

export function notImplemented(detail: string): ScimError {
  return new ScimError(detail, { status: 501 });
}

/**
 * Asks the client to send the same request again.
 *
 * @param status 429 when the store is throttling (Okta waits `Retry-After` for a 429 alone), else 503.
 * @param seconds a whole number: Okta waits five minutes for anything else.
 */
export function retryLater(status: 429 | 503, seconds: number): ScimError {
  const detail =
    status === 429
      ? 'too many requests at once, try again later'
      : 'temporarily unavailable, try again later';
  return new ScimError(detail, { status, headers: { 'Retry-After': String(seconds) } });
}

/** Something went wrong that is no client's business. */
export function internalError(requestId: string): ScimError {
  return new ScimError(`internal error, request ${requestId}`, { status: 500 });
}

/** The deployment itself is wrong, and whoever runs it must mend it. */
export function misconfigured(detail: string): ScimError {
  return new ScimError(detail, { status: 500 });
}
