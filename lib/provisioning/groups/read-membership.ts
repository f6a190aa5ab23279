/**
 * Takes the members out of a request, in every spelling that identity providers send. A list of ten
 * thousand is gone through once.
 */

import { isObject, type Json, type JsonObject } from '#scim/json.ts';
import { normaliseValue } from '#scim/normalise.ts';
import type {
  ListOperation,
  PatchOperation,
  SelectedOperation,
  SimpleOperation,
} from '#scim/patch/operation.ts';
import { type Attribute, attributeNamed } from '#scim/schema/attribute.ts';
import { CORE_GROUP } from '#scim/schema/core-group.ts';
import { noTarget } from '#scim/scim-error.ts';

/** What a request does to the members, in order. */
export type MembershipStep =
  | { readonly kind: 'add' | 'remove' | 'replace'; readonly ids: readonly string[] }
  /** `members[…]`: those that it selects go, and others come in their place. */
  | {
      readonly kind: 'select';
      readonly op: 'remove' | 'replace';
      readonly matches: (member: JsonObject) => boolean;
      /** The ids that it can select; undefined where it can select any. */
      readonly candidates: readonly string[] | undefined;
      /** Comparisons that it makes with each member that it looks at. */
      readonly terms: number;
      /** Undefined leaves the selected ones as they are. */
      readonly ids: readonly string[] | undefined;
    };

/** Members as a body lists them. */
export interface MemberList {
  readonly ids: readonly string[];
  /** Whether something that cannot be a user was listed as a member: a group, or nothing at all. */
  readonly hasStrangers: boolean;
}

export interface Membership {
  readonly steps: readonly MembershipStep[];
  /** Whether something that cannot be a user was listed as a member: a group, or nothing at all. */
  readonly hasStrangers: boolean;
}

const MEMBERS = attributeNamed(CORE_GROUP.attributes, 'members') as Attribute;

/**
 * The members in the body of a POST or PUT, and the body without them.
 *
 * @returns `members` undefined where the body does not speak of members.
 * @throws {ScimError} `invalidValue` (400).
 */
export function takeMembers(body: JsonObject): {
  readonly body: JsonObject;
  readonly members: MemberList | undefined;
} {
  const names = Object.keys(body).filter((name) => name.toLowerCase() === 'members');
  const last = names.at(-1);
  if (last === undefined) return { body, members: undefined };
  const others = Object.entries(body).filter(([name]) => !names.includes(name));
  const members = readIds(normaliseValue(MEMBERS, body[last] ?? null));
  return { body: Object.fromEntries(others), members };
}

/**
 * The members in the operations of a PATCH, and the other operations.
 *
 * @throws {ScimError} `noTarget` (400) for `members.value` where it does not say which.
 */
export function takeMemberOperations(operations: readonly PatchOperation[]): {
  readonly operations: readonly SimpleOperation[];
  readonly membership: Membership;
} {
  const isOfMembers = ({ attribute }: PatchOperation) => attribute.name === MEMBERS.name;
  const read = operations.filter(isOfMembers).map(readOperation);
  return {
    operations: operations.filter((operation) => !isOfMembers(operation)).map(simple),
    membership: {
      steps: read.map(({ step }) => step),
      hasStrangers: read.some(({ hasStrangers }) => hasStrangers),
    },
  };
}

function simple(operation: PatchOperation): SimpleOperation {
  if (operation.kind === 'simple') return operation;
  throw new TypeError(`${operation.attribute.name} of a group has one simple value`);
}

interface ReadStep {
  readonly step: MembershipStep;
  readonly hasStrangers: boolean;
}

function readOperation(operation: PatchOperation): ReadStep {
  if (operation.kind === 'list') return readList(operation);
  if (operation.kind === 'selected') return readSelected(operation);
  throw new TypeError('members is a list');
}

/** A `remove` without a value, or with null, removes everybody; one of `[]` nobody. */
function readList({ op, values }: ListOperation): ReadStep {
  const { ids, hasStrangers } = readIds(values);
  if (op === 'remove' && values === undefined) {
    return { step: { kind: 'replace', ids: [] }, hasStrangers };
  }
  // Whom a removal lists need not be a member, nor anybody.
  return { step: { kind: op, ids }, hasStrangers: op !== 'remove' && hasStrangers };
}

function readSelected({ op, selection, partial, changes }: SelectedOperation): ReadStep {
  if (selection === undefined) return readMemberValue(op, changes);
  const { matches, values, terms } = selection;
  const candidates = values?.map(String);
  const { ids, hasStrangers } = readIds(changes === undefined ? undefined : [changes]);
  const removes = changes === undefined || changes.value === null;
  const says = removes ? [] : ids.length > 0 ? ids : undefined;
  const selected = { matches, candidates, terms };
  return {
    step: { kind: 'select', op: removes ? 'remove' : 'replace', ...selected, ids: says },
    hasStrangers: !partial && !removes && hasStrangers,
  };
}

/** `members.value`: to add one is clear; to replace or remove an unnamed one is not. */
function readMemberValue(op: string, changes: JsonObject | undefined): ReadStep {
  const { ids } = readIds(changes === undefined ? undefined : [changes]);
  if (op !== 'add' || ids.length === 0) {
    throw noTarget('members has several values: choose one with a filter');
  }
  return { step: { kind: 'add', ids }, hasStrangers: false };
}

function readIds(values: Json | undefined): MemberList {
  const listed = Array.isArray(values) ? (values as readonly Json[]) : [];
  const ids = listed.map(memberId).filter((id) => id !== undefined);
  return { ids, hasStrangers: ids.length < listed.length };
}

/** Its `value`, else what its `$ref` ends in; nothing of a group, which Entra may send. */
function memberId(member: Json): string | undefined {
  if (!isObject(member) || String(member.type).toLowerCase() === 'group') return undefined;
  const { value, $ref } = member;
  if (typeof value === 'string') return value;
  return typeof $ref === 'string' ? /\/Users\/([^/?#]+)\/?$/.exec($ref)?.[1] : undefined;
}
