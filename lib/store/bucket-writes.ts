/** What a change writes into the buckets of a group, each on condition of its version. */

import type { BucketChange } from '#directory/membership.ts';
import type { ChangeOutcome } from '#directory/ports.ts';
import { toBucketItem } from '#store/bucket-item.ts';
import { bucketKey } from '#store/group-keys.ts';
import { type Condition, changed, doesNotExist, hasVersion, type Write } from '#store/write.ts';

/** A bucket that does not change is only checked. */
export function bucketWrite(
  workspaceId: string,
  groupId: string,
  { before, after }: BucketChange,
): Write<ChangeOutcome> {
  const decided = {
    condition: isAt(before.version),
    refused: changed,
  };
  if (after === before) {
    return { kind: 'check', key: bucketKey(workspaceId, groupId, before.number), ...decided };
  }
  return { kind: 'put', item: toBucketItem(workspaceId, groupId, after), ...decided };
}

function isAt(version: number): Condition {
  return version === 0 ? doesNotExist : hasVersion(version);
}
