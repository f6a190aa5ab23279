/** Works out whom a request really adds and removes. */

import {
  BUCKET_NUMBERS,
  type Bucket,
  bucketsOf,
  type MembershipChange,
  memberIdsIn,
} from '#directory/membership.ts';
import type { MembershipStep } from '#provisioning/groups/read-membership.ts';
import type { JsonObject } from '#scim/json.ts';
import { noTarget, type ScimError, tooMany } from '#scim/scim-error.ts';

/** Of filters with members, in one request: about a second of them. */
const MAX_COMPARISONS = 10_000_000;

/** The buckets that the steps depend on; all of them where a step is about all members. */
export function concernedBuckets(steps: readonly MembershipStep[]): readonly number[] {
  const ids: string[] = [];
  for (const step of steps) {
    const named = step.kind === 'select' ? step.candidates : step.ids;
    if (step.kind === 'replace' || named === undefined) return BUCKET_NUMBERS;
    for (const id of named) ids.push(id);
    if (step.kind === 'select') for (const id of step.ids ?? []) ids.push(id);
  }
  return bucketsOf(ids);
}

/**
 * @param buckets at least those that the steps depend on.
 * @param render a member as SCIM shows it, for filters to choose by.
 * @throws {ScimError} 400: `noTarget` where a `replace` selects nobody, `tooMany` for more comparisons with
 *   members than one request may make.
 */
export function applyMembership(
  steps: readonly MembershipStep[],
  buckets: readonly Bucket[],
  render: (id: string) => JsonObject,
): MembershipChange {
  const before = new Set(memberIdsIn(buckets));
  const after = new Set(before);
  let comparisons = 0;
  for (const step of steps) {
    comparisons += comparisonsOf(step, after);
    if (comparisons > MAX_COMPARISONS) throw tooManyComparisons();
    applyStep(step, after, render);
  }
  return {
    added: [...after].filter((id) => !before.has(id)),
    removed: [...before].filter((id) => !after.has(id)),
  };
}

/** A filter that says who it can select looks at nobody else. */
function comparisonsOf(step: MembershipStep, members: ReadonlySet<string>): number {
  return step.kind === 'select' && step.candidates === undefined ? step.terms * members.size : 0;
}

function tooManyComparisons(): ScimError {
  return tooMany(
    'the filters of the paths go through all members too often: choose members by value eq',
  );
}

function applyStep(
  step: MembershipStep,
  members: Set<string>,
  render: (id: string) => JsonObject,
): void {
  if (step.kind === 'select') {
    applySelection(step, members, render);
    return;
  }
  if (step.kind === 'replace') members.clear();
  for (const id of step.ids) {
    if (step.kind === 'remove') members.delete(id);
    else members.add(id);
  }
}

/** To remove nobody is a success: an identity provider may repeat itself. */
function applySelection(
  { op, matches, candidates, ids }: Extract<MembershipStep, { kind: 'select' }>,
  members: Set<string>,
  render: (id: string) => JsonObject,
): void {
  const possible = candidates?.filter((id) => members.has(id)) ?? [...members];
  const selected = possible.filter((id) => matches(render(id)));
  if (selected.length === 0 && op === 'replace') {
    throw noTarget('no member of the group matches the filter of the path');
  }
  if (ids === undefined) return;
  for (const id of selected) members.delete(id);
  if (selected.length > 0) for (const id of ids) members.add(id);
}
