/** Requests to every route: paths, filters, query strings, headers and bodies, right and wrong. */

import fc from 'fast-check';
import { ROUTES } from '#functions/routes.ts';
import { json, NAMES, patch, path as patchPath, textOf, user } from './fuzzed-json.ts';

export interface FuzzedRequest {
  readonly method: string;
  /** `{id}` stands for a user who is there. */
  readonly path: string;
  readonly query: string;
  /** `{token}` stands for a valid token. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
  /** Which of the users who are there. */
  readonly which: number;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const OPERATORS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le', 'EQ', 'pr', 'xx', ''];
const VALUES = [
  '"a"',
  '"work"',
  'true',
  'null',
  '1',
  '-1e999',
  'abc',
  '"2026-01-01"',
  '"\\u0000"',
  '"',
  '',
];

/** What changes users comes more often than what reads the schemas. */
const WEIGHTS: Readonly<Record<string, number>> = { POST: 6, PATCH: 14, PUT: 8, DELETE: 1, GET: 2 };

const route = fc.oneof(
  ...ROUTES.map(({ method, path }) => ({
    weight: WEIGHTS[method] ?? 1,
    arbitrary: fc.constant({ method: method as string, path: path.slice('/scim/v2'.length) }),
  })),
);

const segment = fc.constantFrom(
  'Users',
  'users',
  '%55sers',
  'Schemas',
  '.search',
  '',
  '..',
  '%2e',
  '{id}',
  '%',
  '%ff',
  ';a=b',
  'Me',
  'Bulk',
);

const place = fc.oneof(
  { weight: 8, arbitrary: route },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...METHODS), fc.array(segment, { maxLength: 4 }))
      .map(([method, parts]) => ({ method, path: `/${parts.join('/')}` })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...METHODS), fc.webPath())
      .map(([method, path]) => ({ method, path })),
  },
);

const attribute = fc.oneof(fc.constantFrom(...NAMES), patchPath);

const term = fc
  .tuple(attribute, fc.constantFrom(...OPERATORS), fc.constantFrom(...VALUES))
  .map((parts) => parts.join(' '));

const filter: fc.Arbitrary<string> = fc.letrec<{ filter: string }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small' },
    { weight: 4, arbitrary: term },
    {
      weight: 1,
      arbitrary: fc
        .tuple(tie('filter'), fc.constantFrom(' and ', ' OR ', ' xor ', ' '), tie('filter'))
        .map((parts) => parts.join('')),
    },
    { weight: 1, arbitrary: tie('filter').map((inner) => `(${inner})`) },
    { weight: 1, arbitrary: tie('filter').map((inner) => `not (${inner}`) },
    { weight: 1, arbitrary: tie('filter').map((inner) => `emails[${inner}]`) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  ),
})).filter;

const whole = fc.oneof(
  fc.integer(),
  fc.constantFrom('1e3', '-0', '', ' 1', '9'.repeat(40), 'x', '0x1'),
);

const parameter = fc.oneof(
  { weight: 4, arbitrary: filter.map((value) => ['filter', value] as const) },
  { weight: 2, arbitrary: attribute.map((value) => ['attributes', value] as const) },
  { weight: 2, arbitrary: attribute.map((value) => ['excludedAttributes', value] as const) },
  { weight: 1, arbitrary: attribute.map((value) => ['sortBy', value] as const) },
  { weight: 1, arbitrary: fc.constantFrom(['sortOrder', 'descending'], ['SORTORDER', 'x']) },
  { weight: 2, arbitrary: whole.map((value) => ['startIndex', String(value)] as const) },
  { weight: 2, arbitrary: whole.map((value) => ['count', String(value)] as const) },
  { weight: 1, arbitrary: fc.tuple(fc.string(), fc.string()) },
);

const query = fc.oneof(
  { weight: 6, arbitrary: fc.constant('') },
  {
    weight: 6,
    arbitrary: fc
      .array(parameter, { maxLength: 4 })
      .map((pairs) => pairs.map(([name, value]) => `${name}=${escaped(value)}`).join('&')),
  },
  {
    weight: 1,
    arbitrary: fc.array(parameter, { maxLength: 3 }).map((pairs) => pairs.flat().join('=')),
  },
  { weight: 1, arbitrary: fc.webQueryParameters() },
);

export const oddHeaders = fc.record(
  {
    authorization: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('Bearer {token}', 'bearer {token}') },
      { weight: 1, arbitrary: fc.constantFrom('', 'Bearer', 'Basic {token}', '{token}x') },
      { weight: 1, arbitrary: fc.string() },
    ),
    accept: fc.constantFrom('*/*', 'application/json', 'application/scim+json', 'text/html', ';;;'),
    'content-type': fc.constantFrom('application/json', 'application/scim+json', 'x', ''),
    'content-encoding': fc.constantFrom('identity', 'identity', 'gzip'),
    'if-match': fc.constantFrom('*', 'W/"1"', '"2"', '"', '', '\u0000'),
    'if-none-match': fc.constantFrom('*', 'W/"1"', '"2"', ',,,'),
    'user-agent': fc.string(),
  },
  { requiredKeys: ['authorization'] },
);

const headers = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ authorization: '{token}' }) },
  { weight: 1, arbitrary: oddHeaders },
);

const search = fc.record(
  { filter, attributes: json, startIndex: whole, count: whole, sortBy: attribute, x: json },
  { requiredKeys: ['filter'] },
);

function bodyFor({ method, path }: { readonly method: string; readonly path: string }) {
  if (path.endsWith('.search')) return textOf(search);
  return textOf(method === 'PATCH' ? patch : user);
}

export const fuzzedRequest: fc.Arbitrary<FuzzedRequest> = place.chain(({ method, path }) =>
  fc.record({
    method: fc.constant(method),
    path: fc.constant(path),
    query,
    headers,
    body: bodyFor({ method, path }),
    isBase64Encoded: fc.boolean(),
    which: fc.nat(),
  }),
);

/** For a query string; half a character becomes a byte that is no UTF-8. */
export function escaped(value: string): string {
  return value.isWellFormed() ? encodeURIComponent(value).replaceAll('%20', '+') : '%ff';
}
