/** The writes that a transaction is made of, and the conditions that they can have. */

import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { ActivityRecord } from '#directory/activity-record.ts';
import { toActivityItem } from '#store/activity-item.ts';
import type { Item } from '#store/dynamo.ts';
import type { Key } from '#store/keys.ts';
import { SCHEMA_VERSION } from '#store/table.ts';

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

interface Expression {
  readonly expression: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: Readonly<Record<string, unknown>>;
}

export type Condition = Expression;

/** An item as it comes back with a refusal: attribute values with their types. */
export type OldItem = Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;

/** What it means that a condition does not hold; `old` is the item that stands there, if any. */
export type Refused<Outcome> = (old: OldItem | undefined) => Outcome;

type Change =
  | { readonly kind: 'put'; readonly item: Key & Item }
  /** Puts an activity record; one that is born finished expires after the retention. */
  | { readonly kind: 'record'; readonly workspaceId: string; readonly record: ActivityRecord }
  | { readonly kind: 'delete'; readonly key: Key }
  | { readonly kind: 'update'; readonly key: Key; readonly update: Expression }
  /** Writes nothing: its condition decides. */
  | { readonly kind: 'check'; readonly key: Key }
  /** Adds to the number `total`; makes the item where it is missing. */
  | { readonly kind: 'add'; readonly key: Key; readonly amount: number };

export type Write<Outcome> = Change &
  (
    | { readonly condition: Condition; readonly refused: Refused<Outcome> }
    | { readonly condition?: undefined; readonly refused?: undefined }
  );

export const doesNotExist: Condition = { expression: 'attribute_not_exists(pk)' };

export const exists: Condition = { expression: 'attribute_exists(pk)' };

export const hasVersion = (version: number): Condition => ({
  expression: '#version = :version',
  names: { '#version': 'version' },
  values: { ':version': version },
});

export const isOwnedBy = (ownerId: string): Condition => ({
  expression: 'ownerId = :ownerId',
  values: { ':ownerId': ownerId },
});

/** Somebody else was faster: what was read is no longer what stands there. */
export const changed = () => ({ kind: 'changed' }) as const;

/**
 * The write in the database's words. A refusal shows what stands there, which saves a read.
 *
 * @param retentionDays for which a finished activity record is kept. @default 90
 */
export function toAction(write: Write<unknown>, TableName: string, retentionDays?: number): Action {
  const { expression, names, values } = write.condition ?? {};
  const common = {
    TableName,
    ...(expression !== undefined && {
      ConditionExpression: expression,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    }),
    ...(names && { ExpressionAttributeNames: { ...names } }),
    ...(values && { ExpressionAttributeValues: { ...values } }),
  };
  switch (write.kind) {
    case 'check':
      return {
        ConditionCheck: { ...common, Key: { ...write.key }, ConditionExpression: expression },
      };
    case 'update': {
      const { key, update } = write;
      return {
        Update: {
          ...common,
          Key: { ...key },
          UpdateExpression: update.expression,
          ExpressionAttributeNames: { ...names, ...update.names },
          ExpressionAttributeValues: { ...values, ...update.values },
        },
      };
    }
    case 'put':
      return { Put: { ...common, Item: { ...write.item } } };
    case 'record': {
      const { workspaceId, record } = write;
      return { Put: { ...common, Item: toActivityItem(workspaceId, record, retentionDays) } };
    }
    case 'delete':
      return { Delete: { ...common, Key: { ...write.key } } };
    case 'add':
      return {
        Update: {
          TableName,
          Key: { ...write.key },
          UpdateExpression: 'SET schemaVersion = :schemaVersion ADD #total :amount',
          ExpressionAttributeNames: { '#total': 'total' },
          ExpressionAttributeValues: { ':amount': write.amount, ':schemaVersion': SCHEMA_VERSION },
        },
      };
  }
}

/** Sets attributes of an item; undefined takes one away. Its names are not those of any condition. */
export function setting(attributes: Item): Expression {
  const names = Object.keys(attributes);
  const set = names.filter((name) => attributes[name] !== undefined);
  const removed = names.filter((name) => attributes[name] === undefined);
  const assignments = set.map((name) => `#set_${name} = :set_${name}`);
  const removals = removed.map((name) => `#set_${name}`);
  return {
    expression: [
      `SET ${assignments.join(', ')}`,
      ...(removals.length > 0 ? [`REMOVE ${removals.join(', ')}`] : []),
    ].join(' '),
    names: Object.fromEntries(names.map((name) => [`#set_${name}`, name])),
    values: Object.fromEntries(set.map((name) => [`:set_${name}`, attributes[name]])),
  };
}
