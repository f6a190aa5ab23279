/** The protocol core alone: what is done, with what, by whom, and how the right answer is told. */

import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, User } from '#directory/user.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import { renderUser } from '#provisioning/users/render-user.ts';
import { compileFilter } from '#scim/filter/evaluate.ts';
import { parseFilter } from '#scim/filter/parse.ts';
import { normalise } from '#scim/normalise.ts';
import { applyPatch } from '#scim/patch/apply.ts';
import { readPatchRequest } from '#scim/patch/patch-request.ts';
import type { PeerCore } from './peers.ts';

/** Somebody who does what a case asks for. */
export interface Contestant {
  readonly name: string;
  /** Does it once; what comes back may be a promise. */
  readonly run: () => unknown;
  /** Whether it does so rightly. */
  readonly isRight: () => boolean | Promise<boolean>;
}

export interface CoreCase {
  readonly name: string;
  /** How many times as fast as the fastest peer it should be. */
  readonly reach?: number;
  readonly contestants: readonly Contestant[];
}

/** What Rollcall is called among the contestants. */
export const US = 'Rollcall';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

export const FILTER =
  'userName eq "bjensen@example.com" and (emails[type eq "work" and value co "@example.com"] or active eq true)';

const CREATED = '2026-01-01T00:00:00.000Z';
const ID = '01900000-0000-7000-8000-000000000001';

const BODY: JsonObject = {
  schemas: [CORE, ENTERPRISE],
  externalId: '701984',
  userName: 'bjensen@example.com',
  name: { formatted: 'Ms. Barbara J Jensen III', familyName: 'Jensen', givenName: 'Barbara' },
  displayName: 'Babs Jensen',
  title: 'Tour Guide',
  active: false,
  emails: [
    { value: 'babs@jensen.example', type: 'home' },
    { value: 'bjensen@example.com', type: 'work', primary: true },
  ],
  phoneNumbers: [{ value: '555-555-5555', type: 'work' }],
  [ENTERPRISE]: { employeeNumber: '701984', department: 'Tour Operations' },
};

/** As Entra sends a changed user. */
const PATCH: JsonObject = {
  schemas: [PATCH_OP],
  Operations: [
    { op: 'Replace', path: 'displayName', value: 'Barbara Smith' },
    { op: 'Replace', path: 'name.familyName', value: 'Smith' },
    { op: 'Replace', path: 'emails[type eq "work"].value', value: 'bsmith@example.com' },
    { op: 'Add', path: `${ENTERPRISE}:department`, value: 'Sales' },
    { op: 'Replace', path: 'active', value: true },
  ],
};

const PATCHED: JsonObject = {
  ...BODY,
  name: { formatted: 'Ms. Barbara J Jensen III', familyName: 'Smith', givenName: 'Barbara' },
  displayName: 'Barbara Smith',
  active: true,
  emails: [
    { value: 'babs@jensen.example', type: 'home' },
    { value: 'bsmith@example.com', type: 'work', primary: true },
  ],
  [ENTERPRISE]: { employeeNumber: '701984', department: 'Sales' },
};

/** Users, and whether the filter selects them. */
const SELECTED: readonly (readonly [JsonObject, boolean])[] = [
  [BODY, true],
  [{ ...BODY, userName: 'other@example.com' }, false],
  [{ ...BODY, emails: [{ value: 'a@example.com', type: 'home' }] }, false],
  [{ ...BODY, emails: [{ value: 'a@example.com', type: 'home' }], active: true }, true],
];

const PROFILE = profileNamed('standard');
const { schemas: _, ...STORED } = BODY;

const NEW_USER: Omit<User, 'id' | 'createdAt' | 'updatedAt' | 'resource'> = {
  version: 1,
  active: true,
  provisionedBy: 'scim',
  keys: { userName: '', isEmailUnique: false, emails: [] },
  appFields: {},
  groupIds: new Set(),
};

const us: PeerCore = {
  parse: parseFilter,
  evaluate: (text) => compileFilter(PROFILE.schemas, parseFilter(text)),
  patch: (body) => () => {
    const { operations } = readPatchRequest(PROFILE.schemas, body);
    return applyPatch(PROFILE.schemas, STORED, operations);
  },
  inAndOut:
    (body, { id, created }) =>
    () => {
      const { resource } = normalise(PROFILE.schemas, body);
      const user = { ...NEW_USER, id, createdAt: created, updatedAt: created, resource };
      return renderUser(PROFILE, 'https://scim.example.com/scim/v2', user);
    },
};

/** The cases with everybody who takes part in each, Rollcall first. */
export function coreCases(peers: Readonly<Record<string, PeerCore>>): readonly CoreCase[] {
  const everybody = Object.entries({ [US]: us, ...peers });
  const caseOf = (
    name: string,
    enter: (name: string, core: PeerCore) => Contestant[],
    reach?: number,
  ) => ({
    name,
    reach,
    contestants: everybody.flatMap(([who, core]) => enter(who, core)),
  });
  return [
    caseOf('parse the filter', parsing, 1.5),
    caseOf('evaluate it on a user', evaluating, 2),
    caseOf('parse it and evaluate it once', parsingAndEvaluating),
    caseOf('apply a PATCH of five operations', patching, 1.5),
    caseOf('take a user in and give it out', takingIn),
  ];
}

function parsing(name: string, { parse, evaluate }: PeerCore): Contestant[] {
  if (parse === undefined || evaluate === undefined) return [];
  return [{ name, run: () => parse(FILTER), isRight: () => selectsRightly(evaluate) }];
}

function evaluating(name: string, { evaluate }: PeerCore): Contestant[] {
  if (evaluate === undefined) return [];
  const matches = evaluate(FILTER);
  return [{ name, run: () => matches(BODY), isRight: () => selectsRightly(evaluate) }];
}

/** Nobody can move work from one of the two to the other here. */
function parsingAndEvaluating(name: string, { evaluate }: PeerCore): Contestant[] {
  if (evaluate === undefined) return [];
  return [{ name, run: () => evaluate(FILTER)(BODY), isRight: () => selectsRightly(evaluate) }];
}

function patching(name: string, { patch }: PeerCore): Contestant[] {
  if (patch === undefined) return [];
  const run = patch(PATCH, { ...structuredClone(BODY), id: ID });
  return [{ name, run, isRight: async () => says(await run(), PATCHED) }];
}

function takingIn(name: string, { inAndOut }: PeerCore): Contestant[] {
  if (inAndOut === undefined) return [];
  const give = inAndOut(BODY, { id: ID, created: CREATED });
  const run = () => JSON.stringify(give());
  return [{ name, run, isRight: () => says(give(), BODY) && idOf(give()) === ID }];
}

function selectsRightly(evaluate: NonNullable<PeerCore['evaluate']>): boolean {
  const matches = evaluate(FILTER);
  return SELECTED.every(([resource, selected]) => matches(resource) === selected);
}

/** Whether a result, as JSON, has the attributes that are expected; `schemas`, `id` and `meta` aside. */
function says(result: unknown, expected: JsonObject): boolean {
  return isDeepStrictEqual(attributesOf(result), attributesOf(expected));
}

function attributesOf(resource: unknown): JsonObject {
  const { schemas, id, meta, ...attributes } = JSON.parse(JSON.stringify(resource));
  return attributes;
}

function idOf(resource: unknown): unknown {
  return JSON.parse(JSON.stringify(resource)).id;
}
