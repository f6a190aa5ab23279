/** Requests to the admin API: valid ones, and what becomes of them when one thing in them is changed. */

import fc from 'fast-check';
import type { AdminDoor } from './admin-doors.ts';
import { json, textOf } from './fuzzed-json.ts';
import { escaped, oddHeaders } from './fuzzed-requests.ts';

export interface FuzzedAdminRequest {
  readonly method: string;
  /** Path and query string. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

type Members = Readonly<Record<string, unknown>>;

const SEGMENTS = ['nosuch', '', '..', '%', '%ff', '%00', '%2F', '__proto__', 'x'.repeat(3000)];
const UNKNOWN = ['cursor', 'after', 'limit', '__proto__', 'constructor', '', 'x'];

const oddText = fc.oneof(
  fc.constantFrom('', '0', '1', '-1', '201', '1e2', 'true', 'now', '{id}', '\uD800', '\u0000'),
  fc.constantFrom('2026-02-31T00:00:00Z', '2026-13-01T00:00:00Z', '+012026-01-01T00:00:00Z'),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constant('x'.repeat(5000)),
  json.map((value) => Buffer.from(JSON.stringify(value) ?? '').toString('base64url')),
  json.map((position) =>
    Buffer.from(JSON.stringify(['', 'workspaces', position])).toString('base64url'),
  ),
);

const nested = Array.from({ length: 30 }).reduce<unknown>((inner) => [inner], 'x');
const wrongValue = fc.oneof(
  fc.constantFrom<unknown>(null, '', 0, -1, 1e308, true, [], {}, [null], nested, '\uD800'),
  fc.constantFrom<unknown>('x'.repeat(5000), Array(1001).fill('x'), { ['__proto__']: { x: 1 } }),
  json,
);

/** Each place in a body, as the keys that lead there. */
function placesIn(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [
    [key],
    ...placesIn(member).map((rest) => [key, ...rest]),
  ]);
}

/** @param wrong undefined takes the member out. */
function changed(value: unknown, [key, ...rest]: readonly string[], wrong: unknown): unknown {
  if (key === undefined) return wrong;
  if (Array.isArray(value)) return value.map((item) => changed(item, rest, wrong));
  const members = Object.entries(value as Members);
  return Object.fromEntries(
    members.map(([name, member]) => [name, name === key ? changed(member, rest, wrong) : member]),
  );
}

function bodyOf({ body }: AdminDoor): fc.Arbitrary<string | undefined> {
  const unwanted = { weight: 1, arbitrary: textOf(json) };
  if (body === undefined) {
    return fc.oneof({ weight: 8, arbitrary: fc.constant(undefined) }, unwanted);
  }
  const place = fc.constantFrom(...placesIn(body));
  const wrong = fc.oneof(
    { weight: 8, arbitrary: wrongValue },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
  const oneWrong = fc.tuple(place, wrong).map(([keys, value]) => changed(body, keys, value));
  const oneMore = fc
    .tuple(fc.constantFrom(...UNKNOWN), wrongValue)
    .map((member) => Object.fromEntries([...Object.entries(body), member]));
  return fc.oneof(
    { weight: 12, arbitrary: oneWrong.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: oneMore.map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: textOf(fc.constant(body)) },
    unwanted,
  );
}

/** Some of the parameters, of which one is wrong at times; and one that is not taken, or given twice. */
function queryOf({ query }: AdminDoor): fc.Arbitrary<string> {
  const names = Object.keys(query);
  const given = fc.subarray(names).map((some) => some.map((name) => [name, query[name] ?? '']));
  const wrong = fc.tuple(fc.constantFrom(...names, 'cursor'), oddText);
  const unknown = fc.tuple(fc.constantFrom(...UNKNOWN), oddText);
  const parts = fc.oneof(
    { weight: 2, arbitrary: given },
    {
      weight: names.length,
      arbitrary: fc
        .tuple(given, wrong)
        .map(([some, pair]) => [...some.filter(([name]) => name !== pair[0]), pair]),
    },
    { weight: 1, arbitrary: fc.tuple(given, unknown).map(([some, pair]) => [...some, pair]) },
  );
  return parts.map((pairs) =>
    pairs.map(([name = '', value = '']) => `${name}=${escaped(value)}`).join('&'),
  );
}

function pathOf({ path }: AdminDoor): fc.Arbitrary<string> {
  const parameters = path.match(/\{[^}]+\}/g) ?? [];
  if (parameters.length === 0) return fc.constant(path);
  const wrong = fc
    .tuple(fc.constantFrom(...parameters), fc.constantFrom(...SEGMENTS))
    .map(([parameter, segment]) => path.replace(parameter, segment));
  return fc.oneof({ weight: 8, arbitrary: fc.constant(path) }, { weight: 1, arbitrary: wrong });
}

export function fuzzedAdminRequest(door: AdminDoor): fc.Arbitrary<FuzzedAdminRequest> {
  return fc.record({
    method: fc.oneof(
      { weight: 20, arbitrary: fc.constant(door.method) },
      { weight: 1, arbitrary: fc.constantFrom('PUT', 'HEAD', 'OPTIONS', 'POST', 'x') },
    ),
    target: fc.tuple(pathOf(door), queryOf(door)).map((parts) => parts.join('?')),
    headers: fc.oneof(
      { weight: 4, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: oddHeaders },
    ),
    body: bodyOf(door),
  });
}
