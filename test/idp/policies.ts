/** README "Decisions", as statuses and end states of the scenarios on which clients disagree. */

interface Policy {
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
