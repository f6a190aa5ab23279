/** The parameters of a request, RFC 7644 §3.4.2 and §3.9. */

import { invalidFilter, invalidValue } from '#scim/scim-error.ts';

/** As they came, by query string or in a SearchRequest (§3.4.3); only lists of names are split. */
export interface QueryParameters {
  readonly filter?: string;
  readonly attributes?: readonly string[];
  readonly excludedAttributes?: readonly string[];
  readonly sortBy?: string;
  readonly sortOrder?: string;
  readonly startIndex?: string | number;
  readonly count?: string | number;
}

const LISTS: readonly string[] = ['attributes', 'excludedAttributes'];

export const PARAMETER_NAMES: readonly string[] = [
  ...LISTS,
  ...['filter', 'sortBy', 'sortOrder', 'startIndex', 'count'],
];

/**
 * Reads a query string as it came: `+` is a space, `%2B` a plus; quotes and brackets may stand
 * unescaped; parameters that SCIM does not have are passed over.
 *
 * @throws {ScimError} 400: `invalidFilter` for a filter that is not UTF-8, `invalidValue` for another parameter,
 * and for one that is given twice.
 */
export function readQueryString(queryString: string): QueryParameters {
  const parameters: Record<string, string | readonly string[]> = {};
  for (const pair of queryString.split('&')) {
    const [rawName = '', ...value] = pair.split('=');
    const name = decodeName(rawName);
    const known = PARAMETER_NAMES.find((known) => known.toLowerCase() === name.toLowerCase());
    if (known === undefined) continue;
    if (known in parameters) throw invalidValue(`${known} is given twice`);
    const text = decode(known, value.join('='));
    parameters[known] = LISTS.includes(known) ? splitNames(text) : text;
  }
  return parameters;
}

/** A list of names, split at commas; what stands in brackets, as in `emails[type eq "work"]`, is left out. */
export function splitNames(value: string): string[] {
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
    const refuse = name === 'filter' ? invalidFilter : invalidValue;
    throw refuse(`${name} is not valid percent-encoded UTF-8`);
  }
}
