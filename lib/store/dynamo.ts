/** The database as the stores see it: what to send, and what its failures mean. */

import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { sending } from '#aws-failure';
import { chunksOf } from '#directory/chunks-of.ts';
import type { Clock, Randomness } from '#directory/ports.ts';
import { TryAgain } from '#directory/try-again.ts';
import type { Key, Range } from '#store/keys.ts';

export interface Dynamo extends Clock, Pick<Randomness, 'random'> {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  /** Days for which a finished activity record is kept. @default 90 */
  readonly retentionDays?: number;
}

/** Items that one BatchGetItem takes. */
const BATCH_SIZE = 100;
/** Batches that are read at once. */
const READERS = 8;

export type Item = Readonly<Record<string, unknown>>;

/** @returns undefined where there is no item; strongly consistent. */
export async function getItem({ client, tableName }: Dynamo, key: Key): Promise<Item | undefined> {
  const command = new GetCommand({ TableName: tableName, Key: { ...key }, ConsistentRead: true });
  const { Item } = await sending(() => client.send(command));
  return Item as Item | undefined;
}

/**
 * One write with a condition.
 *
 * @returns undefined where the condition does not hold.
 * @throws {TryAgain} as `sending` does.
 */
export async function ifItHolds<Output extends object>(
  send: () => Promise<Output>,
): Promise<Output | undefined> {
  try {
    return await sending(send);
  } catch (error) {
    if ((error as Error).name === 'ConditionalCheckFailedException') return undefined;
    throw error;
  }
}

/**
 * The items that are there, in the order of the keys; strongly consistent.
 *
 * It is not complete where the resources have more than `maxBytes`, or a batch would begin behind the
 * deadline (in milliseconds since 1970).
 */
export async function getItems(
  dynamo: Dynamo,
  keys: readonly Key[],
  { maxBytes, deadline }: { readonly maxBytes: number; readonly deadline: number },
): Promise<{ readonly items: readonly Item[]; readonly complete: boolean }> {
  const items = new Map<string, Item>();
  let pending = keys;
  let bytes = 0;
  while (pending.length > 0 && bytes <= maxBytes && dynamo.now() <= deadline) {
    const batch = pending.slice(0, BATCH_SIZE);
    const { found, unprocessed } = await getBatch(dynamo, batch);
    for (const item of found) {
      items.set(textOf(item as unknown as Key), item);
      bytes += String(item.resource).length;
    }
    // What is left over counts as throttled; the batch that follows is smaller by what came.
    if (unprocessed.length === batch.length) throw new TryAgain('throttled');
    pending = [...unprocessed, ...pending.slice(BATCH_SIZE)];
  }
  const ordered = keys.map((key) => items.get(textOf(key))).filter((item) => item !== undefined);
  return { items: ordered, complete: pending.length === 0 };
}

function textOf({ pk, sk }: Key): string {
  return `${pk} ${sk}`;
}

/**
 * Which of many items are there; strongly consistent, some batches at a time.
 *
 * @throws {TryAgain} where it has not read them all by the deadline.
 */
export async function existingKeys(
  dynamo: Dynamo,
  keys: readonly Key[],
  deadline: number,
): Promise<readonly Key[]> {
  const batches = [...chunksOf(BATCH_SIZE, keys)];
  const found: Key[] = [];
  const readNext = async () => {
    for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) {
      if (dynamo.now() > deadline) throw new TryAgain('unavailable');
      const answer = await getBatch(dynamo, batch, { ProjectionExpression: 'pk, sk' });
      found.push(...(answer.found as Key[]));
      if (answer.unprocessed.length === batch.length) throw new TryAgain('throttled');
      if (answer.unprocessed.length > 0) batches.push(answer.unprocessed);
    }
  };
  await Promise.all(Array.from({ length: READERS }, readNext));
  return found;
}

async function getBatch(
  { client, tableName }: Dynamo,
  keys: readonly Key[],
  options: { readonly ProjectionExpression?: string } = {},
) {
  const request = { Keys: keys.map((key) => ({ ...key })), ConsistentRead: true, ...options };
  const command = new BatchGetCommand({ RequestItems: { [tableName]: request } });
  const { Responses, UnprocessedKeys } = await sending(() => client.send(command));
  const unprocessed = (UnprocessedKeys?.[tableName]?.Keys ?? []) as unknown as Key[];
  return { found: Responses?.[tableName] ?? [], unprocessed };
}

/** A strongly consistent query of a range, one page of it; at most 1 MB. */
export function queryPage(
  { client, tableName }: Dynamo,
  { pk, range: [from, to] }: { readonly pk: string; readonly range: Range },
  options: Partial<QueryCommandInput> = {},
) {
  return sending(() =>
    client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': to },
        ConsistentRead: true,
        ...options,
      }),
    ),
  );
}

/** The keys of a range, up to a number of them. */
export async function queryKeys(
  dynamo: Dynamo,
  range: { readonly pk: string; readonly range: Range },
  limit: number,
): Promise<readonly Key[]> {
  const keys: Key[] = [];
  let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await queryPage(dynamo, range, {
      ProjectionExpression: 'pk, sk',
      Limit: limit - keys.length,
      ExclusiveStartKey,
    });
    keys.push(...((page.Items ?? []) as Key[]));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined && keys.length < limit);
  return keys;
}
