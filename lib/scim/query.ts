/**
 * What a client asks of a list: by query string (RFC 7644 §3.4.2) or by a SearchRequest message
 * (§3.4.3). Both come out as the same parameters.
 */

import * as v from 'valibot';
import type { Filter } from '#scim/filter/ast.ts';
import { parseFilter } from '#scim/filter/parse.ts';
import { isObject, type Json, member } from '#scim/json.ts';
import { type Page, readPage } from '#scim/list-response.ts';
import { type Projection, readProjection } from '#scim/projection.ts';
import type { ResourceSchemas } from '#scim/schema/schema.ts';
import { ScimError } from '#scim/scim-error.ts';
import { type Order, readOrder } from '#scim/sort.ts';

const integer = v.union([v.number(), v.string()], 'must be a whole number');
const text = v.string('must be a string');
const names = v.pipe(
  v.union([text, v.array(text)], 'must be a list of attribute names'),
  v.transform((value) => (typeof value === 'string' ? splitNames(value) : value)),
);

const Parameters = v.object({
  filter: v.optional(text),
  attributes: v.optional(names),
  excludedAttributes: v.optional(names),
  sortBy: v.optional(text),
  sortOrder: v.optional(text),
  startIndex: v.optional(integer),
  count: v.optional(integer),
});

export type QueryParameters = v.InferOutput<typeof Parameters>;

/** A list query whose every part has been checked. */
export interface Query {
  readonly filter?: Filter;
  readonly page: Page;
  readonly projection: Projection;
  readonly order?: Order;
}

const PARAMETER_NAMES = Object.keys(Parameters.entries);

/**
 * Reads a query string as it came: `+` is a space, `%2B` a plus; quotes and brackets may stand
 * unescaped; parameters that SCIM does not have are passed over.
 *
 * @throws {ScimError} `invalidValue` (400) for a parameter that is given twice or is not UTF-8.
 */
export function readQueryString(queryString: string): QueryParameters {
  const parameters: Record<string, string> = {};
  for (const pair of queryString.split('&')) {
    const [rawName = '', ...value] = pair.split('=');
    const name = decodeName(rawName);
    const known = PARAMETER_NAMES.find((known) => known.toLowerCase() === name.toLowerCase());
    if (known === undefined) continue;
    if (known in parameters) throw ScimError.invalidValue(`${known} is given twice`);
    parameters[known] = decode(known, value.join('='));
  }
  return v.parse(Parameters, parameters);
}

/**
 * Reads the body of a `.search` (§3.4.3); `schemas` may be missing, null counts as absent.
 *
 * @throws {ScimError} 400: `invalidSyntax` for a body that is no JSON object, `invalidValue` for a
 *   member of another type.
 */
export function readSearchRequest(body: Json): QueryParameters {
  if (!isObject(body)) throw ScimError.invalidSyntax('the body must be a JSON object');
  const parameters = PARAMETER_NAMES.map((name) => [name, member(body, name) ?? undefined]);
  const result = v.safeParse(Parameters, Object.fromEntries(parameters));
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw ScimError.invalidValue(`${v.getDotPath(issue) ?? 'the body'} ${issue.message}`);
}

/** @throws {ScimError} 400: `invalidFilter`, `invalidValue`. */
export function readQuery(schemas: ResourceSchemas, parameters: QueryParameters): Query {
  const { filter, attributes, excludedAttributes, sortBy, sortOrder } = parameters;
  return {
    filter: filter === undefined ? undefined : parseFilter(filter),
    page: readPage(parameters),
    projection: readProjection(schemas, attributes, excludedAttributes),
    order: readOrder(schemas, sortBy, sortOrder),
  };
}

/** At commas; what stands in brackets, as in `emails[type eq "work"]`, is left out. */
function splitNames(value: string): string[] {
  const [first = '', ...bracketed] = value.split('[');
  const behind = bracketed.map((part) => part.slice(part.indexOf(']') + 1 || part.length));
  return [first, ...behind]
    .join('')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

/** A name that cannot be decoded is none of ours. */
function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return '';
  }
}

function decode(name: string, value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '));
  } catch {
    throw ScimError.invalidValue(`${name} is not valid percent-encoded UTF-8`);
  }
}
