import { describe, expect, it } from '@jest/globals';
import { SYSTEM } from '#compose/adapters.ts';
import { applyMembership } from '#provisioning/groups/apply-membership.ts';
import { takeMemberOperations } from '#provisioning/groups/read-membership.ts';
import { renderMember } from '#provisioning/groups/render-group.ts';
import { readPatchRequest } from '#scim/patch/patch-request.ts';
import { GROUP_SCHEMAS } from '#scim/schema/core-group.ts';
import { patchOf } from '#test/support/user-ports.ts';

const ids = Array.from({ length: 100_000 }, () => SYSTEM.newId());
const everybody = [{ number: 0, version: 1, memberIds: new Set(ids) }];

/** What a PATCH that removes by so many equal paths makes of a group of 100,000. */
function removeBy(path: string, count: number) {
  const operations = Array.from({ length: count }, () => ({ op: 'remove', path }));
  const request = readPatchRequest(GROUP_SCHEMAS, patchOf(...operations));
  const { steps } = takeMemberOperations(request.operations).membership;
  return applyMembership(steps, everybody, (id) => renderMember('https://x.example', id));
}

describe('filters in the paths of a PATCH, on a group of 100,000', () => {
  it('may compare members 10,000,000 times', () => {
    expect(removeBy('members[value sw "x" and type eq "Group"]', 50)).toEqual({
      added: [],
      removed: [],
    });
  });

  it('are 400 tooMany past that, before they keep the function busy until its timeout', () => {
    const refusal = expect.objectContaining({ status: 400, scimType: 'tooMany' });

    expect(() => removeBy('members[value sw "x"]', 101)).toThrow(refusal);
    expect(() => removeBy('members[value sw "x" or type eq "Group"]', 51)).toThrow(refusal);
  });

  it('are as many as a request has operations where they say value eq', () => {
    expect(removeBy(`members[value eq "${ids[0]}"]`, 1000)).toEqual({
      added: [],
      removed: [ids[0]],
    });
  });
});
