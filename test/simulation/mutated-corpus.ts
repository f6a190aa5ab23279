/** Recorded requests of identity providers with one thing in them changed. */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { json, NAMES } from './fuzzed-json.ts';
import type { FuzzedRequest } from './fuzzed-requests.ts';

interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

const corpus: readonly { readonly steps: readonly { readonly request: Recorded }[] }[] = JSON.parse(
  readFileSync(new URL('../idp/corpus.json', import.meta.url), 'utf8'),
);

/** Placeholders become something of their form; what stands for an id is a user who is there. */
const recorded = corpus
  .flatMap(({ steps }) => steps.map(({ request }) => request))
  .filter(({ path }) => path.startsWith('/Users'))
  .map((request) => ({ ...request, text: JSON.stringify(request.body ?? null) }));

type Mutation = (text: string, place: number, value: unknown) => string;

/** What can be done to the text of a JSON value, at one of its places. */
const MUTATIONS: readonly Mutation[] = [
  (text) => text,
  (text, place, value) =>
    atOne(text, /"(?:[^"\\]|\\.)*"(?!:)|true|false|null|-?\d+/g, place, () =>
      JSON.stringify(value),
    ),
  (text, place) =>
    atOne(text, /"(?:[^"\\]|\\.)*"(?=:)/g, place, () =>
      JSON.stringify(NAMES[place % NAMES.length]),
    ),
  (text, place, value) =>
    atOne(
      text,
      /\{(?=")/g,
      place,
      () => `{${JSON.stringify(String(NAMES[place % NAMES.length]))}:${JSON.stringify(value)},`,
    ),
  (text, place) => atOne(text, /"(?:[^"\\]|\\.)*"(?!:)/g, place, (found) => `[${found}]`),
  (text, place) => atOne(text, /"(?:[^"\\]|\\.)*"(?!:)/g, place, (found) => `{"value":${found}}`),
  (text, place) =>
    atOne(text, /"(?:[^"\\]|\\.)*"/g, place, (found) => `${found.slice(0, -1)}\\ud800"`),
  (text, place) => atOne(text, /"(?:[^"\\]|\\.)*"/g, place, (found) => found.toUpperCase()),
  (text, place) => atOne(text, /[[\]{},:"]/g, place, () => ''),
];

export const mutatedExchange: fc.Arbitrary<FuzzedRequest> = fc
  .record({
    request: fc.constantFrom(...recorded),
    mutation: fc.constantFrom(...MUTATIONS),
    place: fc.nat(200),
    value: json,
    uid: fc.uuid(),
    which: fc.nat(),
  })
  .map(({ request: { method, path, text }, mutation, place, value, uid, which }) => {
    const [bare = '', query = ''] = path.split(/\?(.*)/s);
    return {
      method,
      path: filled(bare, '{id}'),
      query: filled(query, uid),
      headers: { authorization: 'Bearer {token}', 'content-type': 'application/scim+json' },
      body: mutation(filled(text, uid), place, value),
      isBase64Encoded: false,
      which,
    };
  });

function filled(text: string, value: string): string {
  return text.replace(/\{\{[^}]*\}\}/g, value);
}

function atOne(text: string, what: RegExp, place: number, becomes: (found: string) => string) {
  const found = [...text.matchAll(what)];
  const one = found[place % Math.max(1, found.length)];
  if (one === undefined) return text;
  return text.slice(0, one.index) + becomes(one[0]) + text.slice(one.index + one[0].length);
}
