/**
 * DynamoDB in memory, as far as the stores of users and records use it: transactions with conditions and
 * client tokens, consistent reads, the index of unfinished records, and a stream of what was written.
 */

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { activityIdIn } from '#store/keys.ts';
import { cancelledBecause } from '../../support/faulty-client.ts';
import { applyUpdate, holds } from './expressions.ts';

export type Item = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };

type Input = Readonly<Record<string, unknown>>;
type Key = Pick<Item, 'pk' | 'sk'>;

/** A record of the stream, as Lambda gets it. */
export interface StreamRecord {
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly dynamodb: {
    readonly SequenceNumber: string;
    readonly Keys: { readonly pk: { readonly S: string }; readonly sk: { readonly S: string } };
  };
}

export interface MemoryTable {
  readonly client: DynamoDBDocumentClient;
  readonly items: ReadonlyMap<string, Item>;
  readonly stream: StreamRecord[];
  /** Every state that an item ever had, in order; undefined for gone. */
  readonly history: { readonly key: Key; readonly item: Item | undefined }[];
}

interface Change {
  readonly key: Key;
  readonly condition: boolean;
  readonly item: Item | undefined;
  readonly old: Item | undefined;
}

/** @param withConditions false removes the guard: every condition holds. */
export function memoryTable(withConditions = true): MemoryTable {
  const items = new Map<string, Item>();
  const stream: StreamRecord[] = [];
  const history: MemoryTable['history'] = [];
  const tokens = new Set<string>();

  const prepare = (action: Input, change: (old: Item | undefined) => Item | undefined): Change => {
    const key = keyOf((action.Key ?? action.Item) as Key);
    const old = items.get(text(key));
    const condition = !withConditions || holds(action, old);
    return { key, condition, old, item: change(old) };
  };
  const prepared = (kind: string, action: Input): Change => {
    if (kind === 'Put') return prepare(action, () => structuredClone(action.Item) as Item);
    if (kind === 'Delete') return prepare(action, () => undefined);
    return prepare(action, (old) => applyUpdate(action, old ?? (action.Key as Item)));
  };
  const write = ({ key, item, old }: Change) => {
    if (item === undefined) items.delete(text(key));
    else items.set(text(key), item);
    history.push({ key, item });
    const written = old === undefined ? 'INSERT' : 'MODIFY';
    stream.push({
      eventName: item === undefined ? 'REMOVE' : written,
      dynamodb: {
        SequenceNumber: String(stream.length),
        Keys: { pk: { S: key.pk }, sk: { S: key.sk } },
      },
    });
  };

  const commands: Readonly<Record<string, (input: Input) => unknown>> = {
    Get: ({ Key }) => ({ Item: copyOf(items.get(text(Key as Key))) }),
    BatchGet({ RequestItems }) {
      const [[name = '', request] = []] = Object.entries(RequestItems as Record<string, Input>);
      const keys = (request?.Keys ?? []) as readonly Key[];
      const found = keys.map((key) => items.get(text(key))).filter((item) => item !== undefined);
      return { Responses: { [name]: found.map(copyOf) } };
    },
    Query: (input) => ({ Items: query([...items.values()], input).map(copyOf) }),
    Update(input) {
      const change = prepared('Update', input);
      if (!change.condition) {
        throw new ConditionalCheckFailedException({ message: 'refused', $metadata: {} });
      }
      write(change);
      return {};
    },
    TransactWrite({ TransactItems, ClientRequestToken }) {
      if (tokens.has(String(ClientRequestToken))) return {};
      const changes = (TransactItems as readonly Readonly<Record<string, Input>>[]).map(
        (action) => {
          const [[kind = '', input = {}] = []] = Object.entries(action);
          return prepared(kind, input);
        },
      );
      if (changes.some(({ condition }) => !condition)) {
        throw cancelledBecause(
          changes.map(({ condition, old }) => ({ isRefused: !condition, item: old })),
        );
      }
      tokens.add(String(ClientRequestToken));
      changes.forEach(write);
      return {};
    },
  };
  const client = {
    async send(command: { readonly input: Input }) {
      const name = command.constructor.name.replace(/Command$/, '');
      const run = commands[name];
      if (run === undefined) throw new TypeError(`the memory table has no ${name}`);
      return run(command.input);
    },
  } as unknown as DynamoDBDocumentClient;
  return { client, items, stream, history };
}

/** The activity records, by their ids. */
export function recordItems({ items }: MemoryTable): readonly Item[] {
  return [...items.values()].filter((item) => activityIdIn(item) !== undefined);
}

function query(items: readonly Item[], { IndexName, ExpressionAttributeValues }: Input): Item[] {
  const values = ExpressionAttributeValues as Readonly<Record<string, string>>;
  const {
    ':pk': pk,
    ':from': from = '',
    ':to': to = '',
    ':shard': shard,
    ':before': before = '',
  } = values;
  const chosen =
    IndexName === undefined
      ? items.filter((item) => item.pk === pk && item.sk >= from && item.sk <= to)
      : items.filter(({ gsi2pk, gsi2sk }) => gsi2pk === shard && String(gsi2sk) < before);
  return chosen.sort((a, b) => (a.sk < b.sk ? -1 : 1));
}

function keyOf({ pk, sk }: Key): Key {
  return { pk, sk };
}

function text({ pk, sk }: Key): string {
  return `${pk} ${sk}`;
}

function copyOf(item: Item | undefined): Item | undefined {
  return item && structuredClone(item);
}
