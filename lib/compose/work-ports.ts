import { tableAdapters } from '#compose/adapters.ts';
import { bind } from '#compose/bind.ts';
import type { WorkPorts } from '#provisioning/ports.ts';
import { changeGroup, dropBuckets } from '#store/group-changes.ts';
import { allBuckets, findGroups, getGroups, getWithBuckets } from '#store/group-queries.ts';
import { endWork, isWorkPending } from '#store/pending-work.ts';
import { getUsers } from '#store/user-queries.ts';

/** What the background work of groups takes. */
export function workPorts(): WorkPorts {
  const dynamo = tableAdapters();
  return {
    ...dynamo,
    users: bind(dynamo, { getMany: getUsers }),
    groups: bind(dynamo, {
      change: changeGroup,
      getMany: getGroups,
      getWithBuckets,
      allBuckets,
      find: findGroups,
      dropBuckets,
    }),
    pending: bind(dynamo, { end: endWork, isPending: isWorkPending }),
  };
}
