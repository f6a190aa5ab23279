import { describe, expect, it } from '@jest/globals';
import { groupRecords } from '#activity/group-record.ts';
import { SYSTEM } from '#compose/adapters.ts';
import type { Group } from '#directory/group.ts';
import { MAX_CHANGES, MAX_MEMBERS } from '#directory/membership.ts';
import { decideGroup, MAX_GROUP_BYTES } from '#mapping/decide-group.ts';
import { toActivityItem } from '#store/activity-item.ts';
import { aContext } from '#test/support/workspaces.ts';

/** What DynamoDB takes: an item of 400 KB, a transaction of 4 MB. */
const ITEM_BYTES = 400_000;
const TRANSACTION_BYTES = 4_000_000;
const ID_BYTES = 16;

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

/** A group with the longest names that one may have. */
function longNamed(first: string): Group {
  const bare = { displayName: first, externalId: '' };
  const externalId = first.repeat(MAX_GROUP_BYTES - bytesOf(bare));
  const at = '2026-01-01T00:00:00.000Z';
  const decision = decideGroup('replace', { ...bare, externalId });
  return { ...decision, id: SYSTEM.newId(), version: 1_000_000, createdAt: at, updatedAt: at };
}

const someMembers = (count: number) =>
  Array.from({ length: count }, () => ({ userId: SYSTEM.newId(), version: 1_000_000 }));

describe('the records of the largest change of a group', () => {
  const records = groupRecords(SYSTEM, aContext(), {
    operation: 'replace',
    before: longNamed('a'),
    after: longNamed('b'),
    changed: ['displayName', 'externalId'],
    added: someMembers(MAX_CHANGES - 1),
    removed: someMembers(MAX_CHANGES),
    ignored: [],
    status: 200,
    projection: 'to do',
  });
  const sizes = records.map((record) =>
    Object.values(toActivityItem('acme', record)).reduce<number>(
      (sum, value) => sum + Buffer.byteLength(String(value)),
      0,
    ),
  );

  it('are each within what an item may have', () => {
    expect(records).toHaveLength(20);
    expect(Math.max(...sizes)).toBeLessThan(ITEM_BYTES);
  });

  it('fit into one transaction, with the buckets of 100,000 members', () => {
    const total = sizes.reduce((sum, size) => sum + size, 0);

    expect(total + MAX_MEMBERS * ID_BYTES).toBeLessThan(TRANSACTION_BYTES);
  });
});
