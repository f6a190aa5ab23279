import { describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { decideUser } from '#mapping/decide-user.ts';
import { PROFILES, profileNamed } from '#mapping/profiles/index.ts';
import { compileFilter } from '#scim/filter/evaluate.ts';
import { isObject, type Json, type JsonObject, parseJson } from '#scim/json.ts';
import { normalise } from '#scim/normalise.ts';
import { applyPatch } from '#scim/patch/apply.ts';
import { readPatchRequest } from '#scim/patch/patch-request.ts';
import { project } from '#scim/projection.ts';
import { readQuery, readSearchRequest } from '#scim/query.ts';
import { readQueryString } from '#scim/query-string.ts';
import { ScimError } from '#scim/scim-error.ts';
import { ENTERPRISE, USER_SCHEMAS } from '#test/support/scim-core.ts';
import { RUNS, TIMEOUT_MS } from './runs.ts';

jest.setTimeout(TIMEOUT_MS);

/** Names and values that mean something somewhere, among others. */
const NAMES = [
  ...['userName', 'USERNAME', 'name', 'givenName', 'emails', 'value', 'type', 'primary', 'active'],
  ...['manager', ENTERPRISE, 'addresses', 'id', 'meta', 'groups', 'schemas', 'password', '$ref'],
  ...['Operations', 'op', 'path', 'filter', 'attributes', 'count', 'sortBy', '', '__proto__'],
  ...['constructor', 'toString', 'name.givenName', 'emails[type eq "work"].value', 'emails['],
];
const scalar = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'True',
    'add',
    'remove',
    'title',
    'emails[type eq "work"]',
    '\0',
    '\ud800',
  ),
  fc.constantFrom(null, true, false, 0, -1, 2 ** 53, 1e21, Number.MAX_VALUE),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 5 })), tie('value'), {
      maxKeys: 5,
    }) as fc.Arbitrary<JsonObject>,
  ),
})).value;
const object = fc.dictionary(fc.constantFrom(...NAMES), json, {
  maxKeys: 8,
}) as fc.Arbitrary<JsonObject>;
const operations = fc.record({
  Operations: fc.array(
    fc.record(
      { op: fc.constantFrom('add', 'replace', 'remove'), path: json, value: json },
      { requiredKeys: ['op'] },
    ),
    { minLength: 1, maxLength: 4 },
  ),
}) as fc.Arbitrary<JsonObject>;

/** What the operation makes, or undefined where it is refused as it may be. */
function attempt<Result>(operation: () => Result): Result | undefined {
  try {
    return operation();
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    expect(error.toMessage()).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: '400',
      scimType: expect.stringMatching(/^[a-zA-Z]+$/),
      detail: expect.stringMatching(/^.{1,300}$/),
    });
    return undefined;
  }
}

function check<Input>(input: fc.Arbitrary<Input>, rule: (input: Input) => void): void {
  fc.assert(fc.property(input, rule), { numRuns: RUNS });
}

/** As it comes over the wire. */
const sent = (body: Json) => attempt(() => parseJson(JSON.stringify(body)));

describe('whatever is sent is answered or refused with a SCIM Error (HARD-CASES F1)', () => {
  it('any text as JSON', () => {
    check(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
      attempt(() => parseJson(text));
    });
  });

  it('any JSON as a user, for every profile', () => {
    check(object, (body) => {
      const read = sent(body);
      if (!isObject(read)) return;
      for (const { id } of PROFILES) {
        const profile = profileNamed(id);
        const normalised = attempt(() => normalise(profile.schemas, read));
        const { resource } = normalised ?? { resource: {} };
        attempt(() =>
          decideUser(profile, {
            change: 'create',
            before: undefined,
            resource,
            deprovisions: false,
          }),
        );
      }
    });
  });

  it('any JSON as a PATCH', () => {
    check(fc.oneof(operations, object, json), (body) => {
      const read = sent(body);
      if (read === undefined) return;
      const request = attempt(() => readPatchRequest(USER_SCHEMAS, read));
      const user = { userName: 'a', emails: [{ value: 'a@x', type: 'work' }] };
      attempt(() => applyPatch(USER_SCHEMAS, user, request?.operations ?? []));
    });
  });

  it('any JSON as a search, any text as a query string', () => {
    check(fc.oneof(object, json, fc.string({ unit: 'binary' })), (input) => {
      const parameters =
        typeof input === 'string'
          ? attempt(() => readQueryString(input))
          : attempt(() => readSearchRequest(input));
      const query = parameters && attempt(() => readQuery(USER_SCHEMAS, parameters));
      const filter = query?.filter;
      attempt(() => filter && compileFilter(USER_SCHEMAS, filter)({ userName: 'a' }));
      attempt(() => query && project(query.projection, { schemas: [], id: '1', userName: 'a' }));
    });
  });
});
