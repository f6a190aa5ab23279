/** Attribute notation, RFC 7644 §3.10 and §3.4.2.2 Figure 1. */

/** `[URI ":"] ATTRNAME ["." subAttr]`; names keep the client's case and compare case-insensitively. */
export interface AttrPath {
  readonly uri?: string;
  readonly attrName: string;
  readonly subAttr?: string;
}

/** ATTRNAME of Figure 1, and `$ref` (RFC 7643 §2.1). */
const NAME = /^(?:\$ref|[A-Za-z][A-Za-z0-9_-]*)$/i;

/** What a URN may hold: no space, quote or bracket, so that a filter can go on behind it. */
const URI = /^urn:[A-Za-z0-9][A-Za-z0-9._~:@!$&'*+,;=%/-]*$/i;

/** Most names are letters alone, which their codes tell faster than the expression. */
function isPlainName(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const lower = text.charCodeAt(index) | 0x20;
    if (lower < 0x61 || lower > 0x7a) return false;
  }
  return text !== '';
}

/**
 * Reads an attribute path, or answers undefined where the text is none.
 *
 * The text behind the last colon is the attribute, so that `urn:…:2.0:User:name.familyName` is
 * `name.familyName` of `urn:…:2.0:User`. The URN of a schema alone reads as its last part in the
 * rest of it: `findAttribute` puts the two together again.
 */
export function parseAttrPath(text: string): AttrPath | undefined {
  if (isPlainName(text) || NAME.test(text)) return { attrName: text };
  const colon = text.lastIndexOf(':');
  const uri = colon === -1 ? undefined : text.slice(0, colon);
  if (uri !== undefined && !URI.test(uri)) return undefined;
  const dot = text.indexOf('.', colon + 1);
  const attrName = dot === -1 ? text.slice(colon + 1) : text.slice(colon + 1, dot);
  const subAttr = dot === -1 ? undefined : text.slice(dot + 1);
  if (!NAME.test(attrName) || (subAttr !== undefined && !NAME.test(subAttr))) return undefined;
  return { uri, attrName, subAttr };
}
