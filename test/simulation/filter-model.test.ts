import { describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { compileFilter } from '#scim/filter/evaluate.ts';
import { parseFilter } from '#scim/filter/parse.ts';
import type { JsonObject } from '#scim/json.ts';
import { attribute } from '#scim/schema/attribute.ts';
import { CORE_USER } from '#scim/schema/core-user.ts';
import { ENTERPRISE_USER } from '#scim/schema/enterprise-user.ts';
import { resourceSchemas } from '#scim/schema/schema.ts';
import { ScimError } from '#scim/scim-error.ts';
import { damagedFilter, filter } from './filter-cases.ts';
import { factsOf } from './filter-facts.ts';
import { Refused, select } from './filter-oracle.ts';
import { user } from './filter-users.ts';
import { RUNS, TIMEOUT_MS } from './runs.ts';

jest.setTimeout(TIMEOUT_MS);

/** With numbers, a list of texts and a dateTime that a client may set: the User has none of those. */
const SCHEMAS = resourceSchemas('User', CORE_USER, [
  ENTERPRISE_USER,
  {
    id: 'urn:example:params:scim:schemas:extension:badge:1.0:User',
    name: 'Badge',
    description: '',
    attributes: [
      attribute('level', 'integer'),
      attribute('score', 'decimal'),
      attribute('since', 'dateTime'),
      attribute('colours', 'string', { multiValued: true }),
    ],
  },
]);

/** Numbers of the users that are selected, or the word for a 400. */
type Answer = readonly number[] | 'invalidFilter';

function answerOf(text: string, users: readonly JsonObject[]): Answer {
  try {
    const matches = compileFilter(SCHEMAS, parseFilter(text));
    return [...users.keys()].filter((index) => matches(users[index] ?? {}));
  } catch (error) {
    if (error instanceof ScimError && error.scimType === 'invalidFilter') return 'invalidFilter';
    throw error;
  }
}

function expectedAnswer(text: string, users: readonly JsonObject[]): Answer {
  try {
    return [...select(text, users.map(factsOf))].sort((a, b) => a - b);
  } catch (error) {
    if (error instanceof Refused) return 'invalidFilter';
    throw error;
  }
}

const users = fc.array(user, { minLength: 1, maxLength: 6 });

describe('filters against a naive evaluator (HARD-CASES F2)', () => {
  it('a filter along the grammar selects the same users, or is refused by both', () => {
    fc.assert(
      fc.property(filter, users, (text, everybody) => {
        const answer = answerOf(text, everybody);

        expect(answer).toEqual(expectedAnswer(text, everybody));
      }),
      { numRuns: RUNS },
    );
  });

  it('a damaged filter is 400 invalidFilter or selects the same users: never more', () => {
    fc.assert(
      fc.property(damagedFilter, users, (text, everybody) => {
        const answer = answerOf(text, everybody);

        if (answer !== 'invalidFilter') expect(answer).toEqual(expectedAnswer(text, everybody));
      }),
      { numRuns: RUNS },
    );
  });

  it('any text at all is 400 invalidFilter or selects the same users', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(
          fc.constantFrom('title', 'pr', 'eq', '"a"', '(', ')', '[', ']', 'and', 'not', '.value'),
        )
        .map((words) => words.join(' ')),
    );
    fc.assert(
      fc.property(anything, users, (text, everybody) => {
        const answer = answerOf(text, everybody);

        if (answer !== 'invalidFilter') expect(answer).toEqual(expectedAnswer(text, everybody));
      }),
      { numRuns: RUNS },
    );
  });

  it.each([
    ['most of the filters along the grammar', filter, 500],
    ['a good part of the damaged ones', damagedFilter, 100],
  ])('%s are answered, so that the rules above say something', (_, filters, least) => {
    const texts = fc.sample(filters, { numRuns: 1_000, seed: 1 });

    const answered = texts.filter((text) => answerOf(text, []) !== 'invalidFilter');

    expect(answered.length).toBeGreaterThan(least);
  });
});
