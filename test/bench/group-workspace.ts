/** A workspace with groups of several sizes, and what is needed to measure them. */

import { documentClient, SYSTEM } from '#compose/adapters.ts';
import { changeBuckets } from '#directory/membership.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { localClient } from '#local/local-client.ts';
import type { TestTable } from '#test/support/emulator.ts';
import { groupStore } from '#test/support/whole-stores.ts';
import { checkTable } from './check-table.ts';
import { type CountingProxy, startCountingProxy } from './counting-proxy.ts';
import { fill } from './fill.ts';
import { creation, type MadeGroup } from './group-exchanges.ts';
import { drive, type Target } from './load.ts';
import { type MeasuredProcess, startMeasured } from './measured-process.ts';
import type { Settings } from './settings.ts';
import { contextOf, environmentOf, type MeasuredWorkspace, openWorkspace } from './workspace.ts';

export interface SizedGroup extends MadeGroup {
  readonly size: number;
}

export interface GroupBench {
  readonly context: WorkspaceContext;
  /** Of sizes that grow. */
  readonly groups: readonly SizedGroup[];
  /** Another group, to be replaced. */
  readonly half: SizedGroup;
  /** Ids of the users, in order of creation. */
  readonly userIds: readonly string[];
  /** Users who are in no group: one for each of the groups. */
  readonly joiners: readonly string[];
  /** Over the emulator itself. */
  readonly endpoint: MeasuredProcess<Target>;
  readonly table: TestTable;
  /** Over the proxy, which counts. */
  readonly counted: MeasuredProcess<Target>;
  readonly countedTable: TestTable;
  readonly proxy: CountingProxy;
  readonly stop: () => Promise<void>;
}

/** @throws {Error} where what has been filled breaks an invariant. */
export async function openGroupBench(
  settings: Settings['groups'],
  progress: (what: string) => void,
): Promise<GroupBench> {
  const workspace = await openWorkspace();
  const proxy = await startCountingProxy(workspace.emulator.endpoint);
  const environment = environmentOf(workspace);
  const endpoint = await startMeasured<Target>('endpoint-process.ts', environment);
  const counted = await startMeasured<Target>('endpoint-process.ts', {
    ...environment,
    DYNAMODB_ENDPOINT: proxy.endpoint,
  });
  const context = await contextOf(workspace);
  const { table } = workspace;
  const made = await makeGroups(endpoint.ready, [...settings.sizes, settings.replaced]);
  const groups = made.slice(0, -1);
  const ids = await fillGroups(workspace, context, made, settings.users, progress);
  await useToken(counted.ready);
  return {
    context,
    groups,
    half: made.at(-1) as SizedGroup,
    userIds: ids.slice(0, settings.users),
    joiners: ids.slice(settings.users),
    endpoint,
    table,
    counted,
    countedTable: { ...table, client: documentClient(localClient(proxy.endpoint)) },
    proxy,
    async stop() {
      for (const started of [counted, endpoint, proxy, workspace.emulator]) await started.stop();
    },
  };
}

/**
 * A user for each member, checked with everything else; but of groups for which there are not enough
 * users the members are ids of nobody, who are not there when the invariants are checked.
 */
async function fillGroups(
  { table, population }: MeasuredWorkspace,
  context: WorkspaceContext,
  groups: readonly SizedGroup[],
  users: number,
  progress: (what: string) => void,
): Promise<readonly string[]> {
  const ofUsers = groups.filter(({ size }) => size <= users);
  progress(`groups: filling with ${users} users`);
  await fill(table, context, population, users + groups.length, (number) => {
    return new Set(ofUsers.filter(({ size }) => number < size).map(({ id }) => id));
  });
  const ids = population.users.map(({ id }) => id);
  for (const group of ofUsers) await putMembers(table, context, group, ids.slice(0, group.size));
  progress('groups: checking invariants');
  await checkTable(table);
  for (const group of groups.filter(({ size }) => size > users)) {
    const nobody = Array.from({ length: group.size }, SYSTEM.newId);
    await putMembers(table, context, group, nobody);
  }
  return ids;
}

async function makeGroups(
  target: Target,
  sizes: readonly number[],
): Promise<readonly SizedGroup[]> {
  const made: MadeGroup[] = [];
  await drive(
    target,
    Array.from(sizes, (size) => creation(`Group of ${size}`, made)),
    1,
  );
  return made.map((group, index) => ({ ...group, size: sizes[index] ?? 0 }));
}

/** Below the HTTP layer, as the store itself writes it: all buckets in one transaction. */
async function putMembers(
  table: TestTable,
  context: WorkspaceContext,
  { id: groupId }: SizedGroup,
  added: readonly string[],
): Promise<void> {
  const store = groupStore({ ...table, ...SYSTEM });
  const before = await store.allBuckets(context, groupId);
  const at = new Date(SYSTEM.now()).toISOString();
  const buckets = changeBuckets(before, { added, removed: [] }, at);
  const change = { writeId: SYSTEM.newId(), groupId, buckets, users: [], records: [] };
  const { kind } = await store.change(context, change);
  if (kind !== 'done') throw new Error(`the group could not be filled: ${kind}`);
}

/** Whoever comes first notes that the token is in use, at most every 5 minutes. */
async function useToken(target: Target): Promise<void> {
  await drive(target, [creation('Nobody', [])], 1);
}
