import { describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { equalJson, isObject, type Json, type JsonObject, parseJson } from '#scim/json.ts';
import { normalise } from '#scim/normalise.ts';
import { ScimError } from '#scim/scim-error.ts';
import { patch, USER_SCHEMAS } from '#test/support/scim-core.ts';
import { type Case, requestCases, userBody } from './patch-cases.ts';
import { Failure, model } from './patch-oracle.ts';
import { changedPrototypes } from './prototypes.ts';
import { RUNS, TIMEOUT_MS } from './runs.ts';

jest.setTimeout(TIMEOUT_MS);

/** The resource, or the keyword of the 400. */
type Outcome = JsonObject | string;

const resource = userBody.map((body) => normalise(USER_SCHEMAS, body).resource);

function outcomeOf(user: JsonObject, cases: readonly Case[]): Outcome {
  try {
    return patch(user, ...cases.map(({ wire }) => wire));
  } catch (error) {
    if (error instanceof ScimError && error.status === 400) return String(error.scimType);
    throw error;
  }
}

function expectedOutcome(user: JsonObject, cases: readonly Case[]): Outcome {
  try {
    return model(
      user,
      cases.flatMap(({ meanings }) => meanings),
    );
  } catch (error) {
    if (error instanceof Failure) return error.scimType;
    throw error;
  }
}

function check(rule: (user: JsonObject, cases: readonly Case[]) => void): void {
  fc.assert(fc.property(resource, requestCases, rule), { numRuns: RUNS });
}

describe('PATCH against a straightforward model (RFC 7644 §3.5.2)', () => {
  it('comes to the same resource, or to the same error', () => {
    check((user, cases) => {
      const outcome = outcomeOf(user, cases);

      expect(outcome).toEqual(expectedOutcome(user, cases));
    });
  });

  it('never changes the resource that comes in, whether it succeeds or fails', () => {
    check((user, cases) => {
      const before = structuredClone(user);

      outcomeOf(deepFreeze(user), cases);

      expect(user).toStrictEqual(before);
    });
  });

  it('leaves at most one primary value in each attribute', () => {
    check((user, cases) => {
      const outcome = outcomeOf(user, cases);

      if (isObject(outcome)) expect(Math.max(0, ...primariesOf(outcome))).toBeLessThan(2);
    });
  });

  it('makes a resource that JSON carries without loss, and that is normal', () => {
    check((user, cases) => {
      const outcome = outcomeOf(user, cases);

      if (isObject(outcome)) {
        expect(parseJson(JSON.stringify(outcome))).toStrictEqual(outcome);
        expect(normalise(USER_SCHEMAS, outcome).resource).toEqual(outcome);
      }
    });
  });

  it('says the same again where it replaces whole attributes: replace is idempotent', () => {
    check((user, cases) => {
      const replacing = cases.filter(({ meanings }) =>
        meanings.every(
          ({ op, filter, subAttribute }) => op === 'replace' && !filter && !subAttribute,
        ),
      );

      for (const one of replacing) {
        const once = outcomeOf(user, [one]);
        if (isObject(once)) expect(outcomeOf(once, [one])).toEqual(once);
      }
    });
  });

  it('changes nothing where it says what is there: no version, no event comes of it', () => {
    check((user) => {
      const echoes: JsonObject[] = [
        { op: 'replace', value: user },
        { op: 'add', value: user },
        ...Object.entries(user).map(([path, value]) => ({ op: 'Replace', path, value })),
      ];

      for (const echo of echoes) expect(equalJson(patch(user, echo), user)).toBe(true);
    });
  });
});

describe('names that would reach a prototype (HARD-CASES V6)', () => {
  const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty'];
  const name = fc.constantFrom(...NAMES, 'name', 'emails', 'polluted', 'value');
  const path = fc.oneof(
    fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('.')),
    name.map((sub) => `emails[type eq "work"].${sub}`),
    name.map((sub) => `emails[${sub} eq "work"].value`),
    name.map((sub) => `${USER_SCHEMAS.core.id}:${sub}`),
    name.map((sub) => `name[${sub} pr].givenName`),
  );
  const hostile = fc.record({
    op: fc.constantFrom('add', 'replace', 'remove'),
    path: fc.option(path, { nil: undefined }),
    value: fc.oneof(
      fc.constant('polluted'),
      fc.tuple(path, name).map(([key, inner]) => withOwn(key, withOwn(inner, 'polluted'))),
    ),
  });

  it('change no prototype, and reach no resource', () => {
    fc.assert(
      fc.property(
        resource,
        fc.array(hostile, { minLength: 1, maxLength: 3 }),
        (user, operations) => {
          const wires = operations.map(({ path: aim, ...rest }) =>
            aim === undefined ? rest : { ...rest, path: aim },
          );

          const outcome = outcomeOf(
            user,
            wires.map((wire) => ({ meanings: [], wire })),
          );

          expect(changedPrototypes()).toEqual([]);
          if (isObject(outcome)) expect(Object.getPrototypeOf(outcome)).toBe(Object.prototype);
          expect(Object.keys(isObject(outcome) ? outcome : {})).not.toEqual(
            expect.arrayContaining([expect.stringMatching(/proto|constructor|toString|polluted/)]),
          );
        },
      ),
      { numRuns: RUNS },
    );
  });
});

function deepFreeze<Value extends Json>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}

function primariesOf(user: JsonObject): number[] {
  return Object.values(user)
    .filter((value): value is readonly Json[] => Array.isArray(value))
    .map((list) => list.filter((element) => isObject(element) && element.primary === true).length);
}

/** An object whose own member has that name, `__proto__` too, as JSON.parse makes it. */
function withOwn(name: string, value: Json): JsonObject {
  return JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`);
}
