/** Paging and the ListResponse message, RFC 7644 §3.4.2 and §3.4.2.4. */

import type { Json, JsonObject } from '#scim/json.ts';
import { invalidValue } from '#scim/scim-error.ts';

export interface Page {
  readonly startIndex: number;
  readonly count: number;
}

/** Resources in a page, where the client does not say, and at the most. */
export const DEFAULT_COUNT = 100;
export const MAX_RESULTS = 200;
/** Bytes of resources in a page: Lambda answers with 6 MB at the most. */
export const MAX_PAGE_BYTES = 5 * 1024 * 1024;

/** Quotes or brackets around a value, a colon or comma behind it. */
const SEPARATORS = 3;
/** Of a number, `true`, `false` or `null`: `-2.2250738585072014e-308`, and a comma. */
const MAX_SCALAR_BYTES = 25;

/**
 * Reads the paging parameters of a query (RFC 7644 §3.4.2.4, Table 6).
 *
 * `startIndex` counts resources from 1; a value below 1 reads as 1. `count` is a number of
 * resources: a negative value reads as 0, which asks for `totalResults` alone; an absent one reads
 * as `DEFAULT_COUNT`, one above `MAX_RESULTS` as `MAX_RESULTS`, which is the `filter.maxResults` that
 * ServiceProviderConfig advertises (RFC 7643 §5).
 *
 * @throws {ScimError} `invalidValue` (400) when a parameter is not a whole number.
 */
export function readPage(parameters: {
  readonly startIndex?: string | number;
  readonly count?: string | number;
}): Page {
  const startIndex = readInteger('startIndex', parameters.startIndex) ?? 1;
  const count = readInteger('count', parameters.count) ?? DEFAULT_COUNT;
  return {
    startIndex: Math.min(Math.max(1, startIndex), Number.MAX_SAFE_INTEGER),
    count: Math.min(Math.max(0, count), MAX_RESULTS),
  };
}

/** The message. `itemsPerPage` is the number of resources in this page, not the one asked for. */
export function listResponse(
  startIndex: number,
  totalResults: number,
  resources: readonly JsonObject[],
): JsonObject {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}

/** As many resources as an answer has room for, and one at the least. */
export function upToPageSize(resources: readonly JsonObject[]): readonly JsonObject[] {
  // Nearly every page is far from full: then nothing need be written down to be counted.
  if (mostBytes(resources) <= MAX_PAGE_BYTES) return resources;
  let bytes = 0;
  const end = resources.findIndex((resource, index) => {
    bytes += Buffer.byteLength(JSON.stringify(resource));
    return index > 0 && bytes > MAX_PAGE_BYTES;
  });
  return end === -1 ? resources : resources.slice(0, end);
}

/** JSON text has no more bytes than this: a UTF-16 unit has 6 of them at the most, as in `\u0000`. */
function mostBytes(value: Json): number {
  if (typeof value === 'string') return 6 * value.length + SEPARATORS;
  if (typeof value !== 'object' || value === null) return MAX_SCALAR_BYTES;
  let bytes = SEPARATORS;
  if (Array.isArray(value)) {
    for (const entry of value) bytes += mostBytes(entry);
    return bytes;
  }
  const object = value as JsonObject;
  for (const name in object) bytes += mostBytes(name) + mostBytes(object[name] ?? null);
  return bytes;
}

function readInteger(name: string, value: string | number | undefined): number | undefined {
  if (value === undefined || value === '') return undefined;
  if (!/^-?\d{1,30}$/.test(String(value))) {
    throw invalidValue(`${name} must be a whole number`);
  }
  return Number(value);
}
