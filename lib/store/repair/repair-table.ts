/**
 * The repair of a table after a restore: what a workspace has, against what its users ask for. It reads
 * whole workspaces, so no function of a deployment has it: it is for the command line.
 */

import type { Randomness } from '#directory/ports.ts';
import type { Dynamo } from '#store/dynamo.ts';
import type { Breach } from '#store/repair/breach.ts';
import { breachesIn } from '#store/repair/breaches.ts';
import { mendBreach } from '#store/repair/mend.ts';
import { readContents } from '#store/repair/workspace-contents.ts';
import { listWorkspaces } from '#store/workspace-list.ts';

export interface TableRepair {
  /** The ids of the workspaces, in order. */
  workspaces(): AsyncGenerator<string>;
  check(workspaceId: string): Promise<readonly Breach[]>;
  /** @returns whether it is right now; false where a person has to decide, or it has just changed. */
  mend(breach: Breach): Promise<boolean>;
}

const PAGE_SIZE = 100;

export function tableRepair(dynamo: Dynamo & Pick<Randomness, 'newId'>): TableRepair {
  return {
    async *workspaces() {
      let after: string | undefined;
      do {
        const page = await listWorkspaces(dynamo, { after, limit: PAGE_SIZE });
        yield* page.workspaces.map(({ id }) => id);
        after = page.more ? page.workspaces.at(-1)?.id : undefined;
      } while (after !== undefined);
    },
    async check(workspaceId) {
      return breachesIn(workspaceId, await readContents(dynamo, workspaceId));
    },
    async mend({ mend }) {
      return mend !== undefined && mendBreach(dynamo, mend);
    },
  };
}
