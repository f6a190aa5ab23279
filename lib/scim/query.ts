/** What a client asks of a list: by query string, or by a SearchRequest message (RFC 7644 §3.4.3). */

import * as v from 'valibot';
import type { Filter } from '#scim/filter/ast.ts';
import { parseFilter } from '#scim/filter/parse.ts';
import { isObject, type Json, member } from '#scim/json.ts';
import { type Page, readPage } from '#scim/list-response.ts';
import { type Projection, readProjection } from '#scim/projection.ts';
import { PARAMETER_NAMES, type QueryParameters, splitNames } from '#scim/query-string.ts';
import type { ResourceSchemas } from '#scim/schema/schema.ts';
import { invalidSyntax, invalidValue } from '#scim/scim-error.ts';
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
} satisfies Record<keyof QueryParameters, v.GenericSchema>);

/** A list query whose every part has been checked. */
export interface Query {
  readonly filter?: Filter;
  readonly page: Page;
  readonly projection: Projection;
  readonly order?: Order;
}

/**
 * Reads the body of a `.search` (§3.4.3); `schemas` may be missing, null counts as absent.
 *
 * @throws {ScimError} 400: `invalidSyntax` for a body that is no JSON object, `invalidValue` for a
 *   member of another type.
 */
export function readSearchRequest(body: Json): QueryParameters {
  if (!isObject(body)) throw invalidSyntax('the body must be a JSON object');
  const parameters = PARAMETER_NAMES.map((name) => [name, member(body, name) ?? undefined]);
  const result = v.safeParse(Parameters, Object.fromEntries(parameters));
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw invalidValue(`${v.getDotPath(issue) ?? 'the body'} ${issue.message}`);
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
