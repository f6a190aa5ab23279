/** One request to DynamoDB, as it went over the wire, and its cost. */

import {
  BatchGetItemCommand,
  type BatchGetItemCommandInput,
  type DynamoDBClient,
  GetItemCommand,
  type GetItemCommandInput,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { TABLE } from '#store/table.ts';
import {
  type Change,
  queryUnits,
  readUnits,
  transactionUnits,
  type Units,
  writeUnits,
} from './capacity-units.ts';
import type { Item } from './item-size.ts';

/** A request that has been answered. */
export interface CountedRequest {
  /** `GetItem`, `Query`, `TransactWriteItems` … */
  readonly action: string;
  readonly units: Units;
  /** What the database itself says of it, which need not be the same. */
  readonly reported: number;
}

export interface WireRequest {
  readonly action: string;
  readonly input: Input;
}

interface Input {
  readonly TableName?: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly RequestItems?: Readonly<Record<string, { readonly Keys?: readonly Item[] }>>;
  readonly TransactItems?: readonly Readonly<Record<string, Input>>[];
}

interface Output {
  readonly Item?: Item;
  readonly Items?: readonly Item[];
  readonly Responses?: Readonly<Record<string, readonly Item[]>>;
  /** Of a batch and a transaction a list, by table. */
  readonly ConsumedCapacity?: Capacity | readonly Capacity[];
}

interface Capacity {
  readonly CapacityUnits?: number;
}

const READS: ReadonlySet<string> = new Set(['GetItem', 'BatchGetItem', 'Query']);
const WRITES: ReadonlySet<string> = new Set([
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'TransactWriteItems',
]);

/** Whether an action is one of those that the rule is about. */
export function hasCost(action: string): boolean {
  return READS.has(action) || WRITES.has(action);
}

/**
 * Sends a request on and works out what it costs. What a projection hides, and what stood before and
 * after a write, is read from the database beside it.
 *
 * @param forward sends the request: the answer as it came, and what it says.
 */
export async function countRequest<Answer>(
  database: DynamoDBClient,
  request: WireRequest,
  forward: () => Promise<{ readonly answer: Answer; readonly output: Output }>,
): Promise<{ readonly answer: Answer; readonly cost: CountedRequest }> {
  const { action, input } = request;
  const written = WRITES.has(action) ? itemsWritten(input) : [];
  const before = await readItems(database, written);
  const { answer, output } = await forward();
  const after = await readItems(database, written);
  const changes = written.map((_, index) => ({ before: before[index], after: after[index] }));
  const units = await unitsOf(database, request, output, changes);
  return { answer, cost: { action, units, reported: reportedBy(output) } };
}

function reportedBy({ ConsumedCapacity = [] }: Output): number {
  return [ConsumedCapacity].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
}

async function unitsOf(
  database: DynamoDBClient,
  { action, input }: WireRequest,
  output: Output,
  changes: readonly Change[],
): Promise<Units> {
  switch (action) {
    case 'GetItem':
      return { read: readUnits(output.Item), write: 0 };
    case 'BatchGetItem':
      return { read: batchUnits(input, await itemsOfBatch(database, input, output)), write: 0 };
    case 'Query':
      return { read: queryUnits(await itemsRead(database, input, output)), write: 0 };
    case 'TransactWriteItems':
      return { read: 0, write: transactionUnits(changes) };
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return { read: 0, write: changes.reduce((sum, change) => sum + writeUnits(change), 0) };
    default:
      throw new RangeError(`there is no rule for the cost of ${action}`);
  }
}

function batchUnits({ RequestItems = {} }: Input, found: readonly Item[]): number {
  const asked = Object.values(RequestItems).flatMap(({ Keys = [] }) => Keys).length;
  const missing = Array.from({ length: asked - found.length }, () => undefined);
  return [...found, ...missing].reduce((units, item) => units + readUnits(item), 0);
}

/** All of the items that a batch has found, whole. */
async function itemsOfBatch(
  database: DynamoDBClient,
  { RequestItems = {} }: Input,
  { Responses = {} }: Output,
): Promise<readonly Item[]> {
  const tables = Object.entries(RequestItems);
  if (tables.every(([, request]) => !('ProjectionExpression' in request)))
    return Object.values(Responses).flat();
  const whole = tables.map(([table, { Keys }]) => [table, { Keys, ConsistentRead: true }]);
  const input = { RequestItems: Object.fromEntries(whole) } as BatchGetItemCommandInput;
  const again = await database.send(new BatchGetItemCommand(input));
  return Object.values(again.Responses ?? {}).flat() as Item[];
}

/** What keeps items, or parts of them, from an answer, but not from its cost. */
const HIDING = ['ProjectionExpression', 'Select', 'FilterExpression'] as const;

/** All of the items that a query has gone through, whole. */
async function itemsRead(
  database: DynamoDBClient,
  input: Input,
  { Items = [] }: Output,
): Promise<readonly Item[]> {
  if (HIDING.every((name) => !(name in input))) return Items;
  const { ProjectionExpression, Select, FilterExpression, ...whole } = input as QueryCommandInput;
  const again = await database.send(new QueryCommand(whole));
  return (again.Items ?? []) as Item[];
}

/** Where the items stand that a write names, in its order. */
function itemsWritten({ TableName, Key, Item, TransactItems = [] }: Input): GetItemCommandInput[] {
  const inner = TransactItems.flatMap((action) => Object.values(action).flatMap(itemsWritten));
  const key = Key ?? (Item && keyOf(Item));
  return key === undefined
    ? inner
    : [{ TableName, Key: key, ConsistentRead: true } as GetItemCommandInput];
}

function keyOf(item: Item): Item {
  const names = [TABLE.partitionKey, TABLE.sortKey];
  return Object.fromEntries(names.map((name) => [name, item[name] ?? {}]));
}

function readItems(
  database: DynamoDBClient,
  places: readonly GetItemCommandInput[],
): Promise<(Item | undefined)[]> {
  return Promise.all(
    places.map(async (place) => {
      const { Item } = await database.send(new GetItemCommand(place));
      return Item as Item | undefined;
    }),
  );
}
