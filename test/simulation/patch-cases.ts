/** Random PATCH operations: what they mean, and one of the ways to write it. */

import * as fc from 'fast-check';
import type { Json, JsonObject } from '#scim/json.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

export type Op = 'add' | 'replace' | 'remove';

/** What an operation is about, in words of the schema. */
export interface Meaning {
  readonly op: Op;
  readonly extension?: string;
  readonly attribute: string;
  /** `eq` terms that select values. */
  readonly filter?: JsonObject;
  readonly subAttribute?: string;
  /** Undefined only for a remove. */
  readonly value?: Json;
  /** Whether it was written without a path. */
  readonly pathless: boolean;
}

export interface Case {
  readonly meanings: readonly Meaning[];
  /** The same as one operation of a request. */
  readonly wire: JsonObject;
}

const text = fc.constantFrom('a@x', 'A@x', 'b@x', 'c', 'FR');
const type = fc.constantFrom('work', 'Work', 'home', 'car');
const nothing: fc.Arbitrary<Json> = fc.constantFrom(null, '');
const flag: fc.Arbitrary<Json> = fc.constantFrom(true, false, 'True', 'false');
const op = fc.constantFrom<Op>('add', 'replace', 'remove');
const orNothing = (value: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  fc.oneof({ weight: 5, arbitrary: value }, { weight: 1, arbitrary: nothing });
/** No two that are one value: what comes of those, plural-values.test.ts says. */
const some = (element: fc.Arbitrary<JsonObject>) =>
  fc.uniqueArray(element, {
    maxLength: 3,
    selector: ({ value, country, type: what }) => `${value} ${country} ${what}`.toLowerCase(),
  });
const object = (members: Record<string, fc.Arbitrary<Json>>): fc.Arbitrary<JsonObject> =>
  fc.record(members, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;

/** Values of multi-valued attributes; an address has no `value`. */
const ELEMENTS: Readonly<Record<string, fc.Arbitrary<JsonObject>>> = {
  emails: object({ value: orNothing(text), type, primary: flag, display: text }),
  roles: object({ value: orNothing(text), type, primary: flag }),
  addresses: object({ country: orNothing(text), locality: text, type, primary: flag }),
};
const listName = fc.constantFrom('emails', 'emails', 'roles', 'addresses');

const simple = fc.tuple(fc.constantFrom('title', 'nickName', 'department'), orNothing(text));
const named = fc.tuple(fc.constantFrom('givenName', 'familyName', 'formatted'), orNothing(text));

interface Subject extends Omit<Meaning, 'op' | 'pathless'> {
  readonly value: Json;
}

const extensionOf = (attribute: string) =>
  attribute === 'department' || attribute === 'manager' ? { extension: ENTERPRISE } : {};

const subject: fc.Arbitrary<Subject> = fc.oneof(
  simple.map(([attribute, value]) => ({ ...extensionOf(attribute), attribute, value })),
  flag.map((value) => ({ attribute: 'active', value })),
  named.map(([subAttribute, value]) => ({ attribute: 'name', subAttribute, value })),
  orNothing(object({ givenName: orNothing(text), familyName: orNothing(text) })).map((value) => ({
    attribute: 'name',
    value,
  })),
  orNothing(fc.oneof(text, object({ value: orNothing(text), $ref: text }))).map((value) => ({
    extension: ENTERPRISE,
    attribute: 'manager',
    value,
  })),
  listName.chain((attribute) => wholeList(attribute)),
  listName.chain((attribute) => selected(attribute)),
  listName.chain((attribute) => selected(attribute)),
);

function elementOf(attribute: string): fc.Arbitrary<JsonObject> {
  return ELEMENTS[attribute] ?? object({});
}

function wholeList(attribute: string): fc.Arbitrary<Subject> {
  const element = elementOf(attribute);
  const value = fc.oneof(
    { weight: 3, arbitrary: some(element) },
    { weight: 2, arbitrary: element },
  );
  return orNothing(value as fc.Arbitrary<Json>).map((list) => ({ attribute, value: list }));
}

function selected(attribute: string): fc.Arbitrary<Subject> {
  const filter = fc.oneof(
    type.map((value) => ({ type: value })),
    type.map((value) => ({ type: value })),
    fc.boolean().map((value) => ({ primary: value })),
    fc.tuple(type, fc.boolean()).map(([first, primary]) => ({ type: first, primary })),
    fc.tuple(type, type).map(([first, second]) => ({ type: first, TYPE: second })),
    text.map((value) => ({ [attribute === 'addresses' ? 'country' : 'value']: value })),
    fc.constant(undefined),
  ) as fc.Arbitrary<JsonObject | undefined>;
  const aim = fc.oneof(
    fc.tuple(fc.constant('primary'), orNothing(flag)),
    fc.tuple(fc.constant('type'), type as fc.Arbitrary<Json>),
    fc.tuple(fc.constant(attribute === 'addresses' ? 'country' : 'value'), orNothing(text)),
    fc.tuple(fc.constant(undefined), orNothing(elementOf(attribute))),
  );
  return fc.tuple(filter, aim).map(
    ([chosen, [subAttribute, value]]): Subject => ({
      attribute,
      filter: chosen,
      subAttribute,
      value,
    }),
  );
}

/** The spelling of one operation: with a path, or as the only name of a value without one. */
function spell(meaning: Meaning, upper: boolean, urn: boolean): JsonObject {
  const path = pathOf(meaning, urn);
  const spelled = upper ? path.replace(/^(?!urn)\w+/, (name) => name.toUpperCase()) : path;
  const op = upper ? meaning.op.toUpperCase() : meaning.op;
  if (meaning.pathless) return { op, value: { [spelled]: meaning.value ?? null } };
  return meaning.value === undefined
    ? { op, path: spelled }
    : { op, path: spelled, value: meaning.value };
}

function pathOf({ extension, attribute, filter, subAttribute }: Meaning, urn: boolean): string {
  const terms = Object.entries(filter ?? {}).map(
    ([name, value]) => `${name} eq ${JSON.stringify(value)}`,
  );
  const prefix = urn ? `${extension ?? USER}:` : '';
  const brackets = filter === undefined ? '' : `[${terms.join(' and ')}]`;
  return `${prefix}${attribute}${brackets}${subAttribute === undefined ? '' : `.${subAttribute}`}`;
}

const one: fc.Arbitrary<Case> = fc
  .record({
    subject,
    op,
    pathless: fc.boolean(),
    upper: fc.boolean(),
    urn: fc.boolean(),
    keepsValue: fc.boolean(),
  })
  .map(({ subject: { value, ...about }, op: wanted, pathless, upper, urn, keepsValue }) => {
    const isRemove = wanted === 'remove' && !pathless;
    const chosen: Op = wanted === 'remove' && pathless ? 'replace' : wanted;
    const meaning: Meaning = {
      ...about,
      op: chosen,
      pathless,
      ...(isRemove && !keepsValue ? {} : { value }),
    };
    return { meanings: [meaning], wire: spell(meaning, upper, urn) };
  });

/** Several attributes in one value, as Okta and Entra send them, with some that nobody may set. */
const several: fc.Arbitrary<Case> = fc
  .record({
    cases: fc.array(one, { minLength: 2, maxLength: 3 }),
    op: fc.constantFrom('add', 'replace'),
  })
  .map(({ cases, op: wanted }) => {
    const noise = { id: 'x', meta: {}, groups: [], password: 'x', favouriteColour: 'red' };
    const members = new Map<string, Meaning>();
    for (const { meanings } of cases) {
      const [meaning] = meanings;
      if (meaning === undefined) continue;
      const unified = { value: null, ...meaning, op: wanted as Op, pathless: true };
      members.set(pathOf(unified, false), unified);
    }
    const value = Object.fromEntries(
      [...members].map(([name, { value: part }]) => [name, part ?? null]),
    );
    return { meanings: [...members.values()], wire: { op: wanted, value: { ...noise, ...value } } };
  });

export const requestCases: fc.Arbitrary<readonly Case[]> = fc.array(
  fc.oneof({ weight: 5, arbitrary: one }, { weight: 1, arbitrary: several }),
  { minLength: 1, maxLength: 6 },
);

/** Bodies of users; `normalise` makes resources of them. */
export const userBody: fc.Arbitrary<JsonObject> = object({
  title: text,
  active: fc.boolean(),
  name: object({ givenName: text, familyName: text }),
  emails: plural({ value: text, type, display: text }),
  roles: plural({ value: text, type }),
  addresses: plural({ country: text, type }),
  [ENTERPRISE]: object({ department: text, manager: object({ value: text, $ref: text }) }),
});

/** The first value may be the primary one. */
function plural(members: Record<string, fc.Arbitrary<Json>>): fc.Arbitrary<Json> {
  const primary = fc.constantFrom<JsonObject>({}, { primary: true }, { primary: false });
  return fc
    .tuple(some(object(members)), primary)
    .map(([[first, ...rest], flags]) =>
      first === undefined ? [] : [{ ...first, ...flags }, ...rest],
    );
}
