/** What the answer to a large change has not waited for: on AWS the stream goes on with it. */

import { SYSTEM } from '#compose/adapters.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { queryKeys } from '#store/dynamo.ts';
import { pendingKey, pendingRange } from '#store/group-keys.ts';
import type { TestTable } from '#test/support/emulator.ts';
import { workOn } from '#test/support/group-work.ts';
import { userPortsOver } from '#test/support/user-ports.ts';
import { outboxStore } from '#test/support/whole-stores.ts';

/** Records that are worked through before the next look. */
const BATCH_SIZE = 100;

/**
 * Works until nothing is left to do.
 *
 * @param table where to look for work, which is no part of what is counted.
 * @param worked where to do it.
 */
export async function finishWork(
  table: TestTable,
  worked: TestTable,
  context: WorkspaceContext,
): Promise<void> {
  const { id: workspaceId } = context.workspace;
  const outbox = outboxStore({ ...table, ...SYSTEM });
  const ports = userPortsOver(worked, SYSTEM);
  const prefix = pendingKey(workspaceId, '').sk.length;
  for (;;) {
    const range = pendingRange(workspaceId);
    const keys = await queryKeys({ ...table, ...SYSTEM }, range, BATCH_SIZE);
    if (keys.length === 0) return;
    const ids = keys.map(({ sk }) => ({ workspaceId, id: sk.slice(prefix) }));
    for (const { record } of await outbox.read(ids)) await workOn(ports, context, record);
  }
}
