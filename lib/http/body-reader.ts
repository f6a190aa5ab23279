import type { Event, Layer, LayerRequest } from '#http/exchange.ts';
import { parseJson } from '#scim/json.ts';
import { invalidSyntax, payloadTooLarge, unsupportedMediaType } from '#scim/scim-error.ts';

/** Bytes of a body, unless the operation says otherwise. */
export const MAX_BODY_BYTES = 1024 * 1024;

interface Options {
  /** @default POST, PUT, PATCH: what comes with a DELETE over SCIM is not looked at */
  readonly methods?: readonly string[];
  /** Whether there may be no body. @default false */
  readonly isOptional?: boolean;
}

const METHODS_WITH_BODY = ['POST', 'PUT', 'PATCH'];

/**
 * Reads the body as JSON, whatever its content type says: `application/json` and
 * `application/scim+json` both come, with and without a charset, which is ignored.
 *
 * @param maxBytes more than that is 413; 0 leaves every body alone.
 */
export function bodyReader(
  maxBytes: number,
  { methods = METHODS_WITH_BODY, isOptional = false }: Options = {},
): Layer {
  const bodyReaderBefore = async ({ event, context }: LayerRequest) => {
    if (maxBytes === 0 || !methods.includes(event.requestContext.http.method)) return;
    if (isOptional && !event.body) return;
    const encoding = (event.headers['content-encoding'] ?? 'identity').toLowerCase();
    if (encoding !== 'identity') {
      throw unsupportedMediaType('a body with a Content-Encoding is not supported');
    }
    context.body = parseJson(readText(event, maxBytes));
  };
  return { before: bodyReaderBefore };
}

/** API Gateway may deliver any body in base64. */
function readText({ body, isBase64Encoded }: Event, maxBytes: number): string {
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > maxBytes) throw payloadTooLarge(maxBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalidSyntax('the body is not valid UTF-8');
  }
}
