import type { FinishFailure } from '#activity/finish-records.ts';
import type { EventBus } from '#activity/ports.ts';
import type { StreamPorts } from '#activity/publish-stream.ts';
import type { SweepPorts, Swept } from '#activity/sweep.ts';
import { systemContext } from '#auth/mint-context.ts';
import { tableAdapters } from '#compose/adapters.ts';
import { bind } from '#compose/bind.ts';
import { workers } from '#compose/workers.ts';
import type { ActivityRecord } from '#directory/activity-record.ts';
import { activityIdIn } from '#store/keys.ts';
import {
  finishRecord,
  markPublished,
  pageOfUnfinished,
  readUnfinishedRecords,
} from '#store/outbox.ts';
import { readWorkspace } from '#store/workspace-store.ts';

/** What differs between a deployment and a local process. */
export interface PublisherParts extends Pick<SweepPorts, 'sweepAfterMs'> {
  readonly bus: EventBus;
  readonly report: (failure: FinishFailure) => void;
  readonly reportSweep: (swept: Swept) => void;
}

/** What publisher and sweeper need. */
export function finishPorts(parts: PublisherParts): StreamPorts & SweepPorts {
  const dynamo = tableAdapters();
  return {
    ...dynamo,
    ...parts,
    outbox: bind(dynamo, {
      page: pageOfUnfinished,
      read: readUnfinishedRecords,
      markPublished,
      finish: finishRecord,
    }),
    workers: workers(parts.bus),
    recordKeyIn: activityIdIn,
    async contextOf(record, deadline) {
      const workspace = await readWorkspace(dynamo, workspaceOf(record));
      // Of a workspace that was deleted no event may say what its settings, which are gone, would make of a user.
      const isRemoved =
        workspace?.deletedAt !== undefined && record.work?.kind !== 'removeWorkspace';
      if (workspace === undefined || isRemoved) return undefined;
      return systemContext(workspace, 'publisher', record.requestId, deadline);
    },
  };
}

/** The record of a workspace that is deleted stands in another log. */
function workspaceOf({ work, workspaceId }: ActivityRecord): string {
  return work?.kind === 'removeWorkspace' ? work.workspaceId : workspaceId;
}
