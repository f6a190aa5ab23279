/** README "Decisions", as statuses and end states of the scenarios on which clients disagree. */

import { isDeepStrictEqual } from 'node:util';
import { at } from './json-path.ts';
import type { Answer } from './replay.ts';

export interface Policy {
  readonly statuses: readonly number[];
  /** Of the last answer, by JSONPath; undefined for what is not there. */
  readonly endState: Readonly<Record<string, unknown>>;
}

export const POLICIES: Readonly<Record<string, Policy>> = {
  'entra-unquoted-filter': { statuses: [200], endState: { '$.totalResults': 0 } },
  'authentik-unquoted-filter': { statuses: [200], endState: { '$.totalResults': 0 } },
  'okta-group-unknown-member': {
    statuses: [201, 201, 200, 200],
    endState: { '$.members[0].type': 'User', '$.members[1]': undefined },
  },
  'entra-member-plain-string': {
    statuses: [201, 201, 200, 200],
    endState: { '$.members[0].type': 'User', '$.members[1]': undefined },
  },
  'quirk-unquoted-member-path': {
    statuses: [201, 201, 200, 200],
    endState: { '$.members': undefined },
  },
  'quirk-operations-key-case': { statuses: [201, 200], endState: { '$.displayName': 'low' } },
  'quirk-put-without-active': { statuses: [201, 200, 200, 200], endState: { '$.active': false } },
  'quirk-emails-dot-value': {
    statuses: [201, 200, 200],
    endState: { '$.emails[1]': undefined, '$.emails[0].type': 'work', '$.emails[0].primary': true },
  },
  'quirk-extension-valuepath': {
    statuses: [201, 200, 200, 200],
    endState: { "$['urn:ietf:params:scim:schemas:extension:custom:2.0:User']": undefined },
  },
};

/** @returns what is not as decided; undefined where everything is. */
export function policyProblems(
  { statuses, endState }: Policy,
  answers: readonly Answer[],
): string | undefined {
  const got = answers.map(({ status }) => status);
  const isState = ([path, value]: readonly [string, unknown]) =>
    at(answers.at(-1)?.body, path) === value;
  if (!isDeepStrictEqual(got, statuses)) return `statuses ${got} instead of ${statuses}`;
  const wrong = Object.entries(endState).filter((entry) => !isState(entry));
  return wrong.length === 0 ? undefined : `end state: ${wrong.map(([path]) => path)}`;
}
