/**
 * Fills a workspace below the HTTP layer: what the store itself would write for new users, put in
 * batches. What comes of it must pass the invariant checker like anything else.
 */

import { BatchWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { SYSTEM } from '#compose/adapters.ts';
import type { ActivityRecord } from '#directory/activity-record.ts';
import type { User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { createUser } from '#provisioning/users/create-user.ts';
import { createWrites } from '#store/user-writes.ts';
import { toAction, type Write } from '#store/write.ts';
import type { TestTable } from '#test/support/emulator.ts';
import { aRequest, userPortsOver } from '#test/support/user-ports.ts';
import { newUserBody, type Population, settle } from './population.ts';

/** Items that one BatchWriteItem takes. */
const BATCH_SIZE = 25;
/** Users whose items are written together. */
const USERS_AT_ONCE = 200;

type AnyWrite = Write<unknown>;

/**
 * Adds users until there are `size` of them, in order of number.
 *
 * @param groupIdsOf the groups that a user is in from the first. @default none
 */
export async function fill(
  table: TestTable,
  context: WorkspaceContext,
  population: Population,
  size: number,
  groupIdsOf: (number: number) => ReadonlySet<string> = () => new Set(),
): Promise<void> {
  const makeUser = userMaker(table, context);
  while (population.users.length < size) {
    const missing = Math.min(USERS_AT_ONCE, size - population.users.length);
    const writes: AnyWrite[] = [];
    for (let made = 0; made < missing; made += 1) {
      const number = population.numbers;
      const { user, record } = await makeUser(number);
      population.numbers += 1;
      const member = { ...user, groupIds: groupIdsOf(number) };
      writes.push(...createWrites(context.workspace.id, member, record));
      settle(population, number, user.id);
    }
    await putAll(table, writes);
    await addAll(table, writes);
  }
}

/** The operation itself decides what a new user is; only the store does not get to write it. */
function userMaker(table: TestTable, context: WorkspaceContext) {
  let made: { readonly user: User; readonly record: ActivityRecord } | undefined;
  const { users, ...ports } = userPortsOver(table, SYSTEM);
  const create = async (_: WorkspaceContext, user: User, record: ActivityRecord) => {
    made = { user, record };
    return { kind: 'done' } as const;
  };
  return async (number: number) => {
    const request = aRequest({ method: 'POST', body: newUserBody(number) });
    await createUser({ ...ports, users: { ...users, create } }, context, request);
    if (made === undefined) throw new TypeError('the operation has made no user');
    return made;
  };
}

async function putAll({ client, tableName }: TestTable, writes: readonly AnyWrite[]) {
  const items = writes.flatMap((write) => toAction(write, tableName).Put?.Item ?? []);
  const sendBatch = async (start: number) => {
    const batch = items.slice(start, start + BATCH_SIZE);
    const requests = batch.map((Item) => ({ PutRequest: { Item } }));
    const command = new BatchWriteCommand({ RequestItems: { [tableName]: requests } });
    const { UnprocessedItems = {} } = await client.send(command);
    if (Object.keys(UnprocessedItems).length > 0) throw new Error('the emulator left items out');
  };
  const batches = Math.ceil(items.length / BATCH_SIZE);
  await Promise.all(Array.from({ length: batches }, (_, index) => sendBatch(index * BATCH_SIZE)));
}

/** One update for each counter, however many users it counts. */
async function addAll({ client, tableName }: TestTable, writes: readonly AnyWrite[]) {
  const counters = new Map<string, Extract<AnyWrite, { kind: 'add' }>>();
  for (const write of writes) {
    if (write.kind !== 'add') continue;
    const counter = counters.get(JSON.stringify(write.key));
    const amount = write.amount + (counter?.amount ?? 0);
    counters.set(JSON.stringify(write.key), { ...write, amount });
  }
  for (const counter of counters.values()) {
    const { Update } = toAction(counter, tableName);
    if (Update !== undefined) await client.send(new UpdateCommand(Update));
  }
}
