/** The rights that the stack gives, enforced where no IAM is: on each call that a deployed handler makes. */

import { AsyncLocalStorage } from 'node:async_hooks';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { BACKGROUND, DEFAULT_ROUTE, ROUTES } from '#functions/routes.ts';
import { TABLE_RIGHTS } from '#infra/rights.ts';
import { TABLE } from '#store/table.ts';

/** One thing that a call does: a transaction does several. */
interface Access {
  readonly action: string;
  /** The partition; undefined for a query, whose rights do not depend on it. */
  readonly pk?: string;
  readonly index?: string;
}

/** Entry and action of what was allowed, each once: `functions/search.ts dynamodb:Query`. */
export type Used = ReadonlySet<string>;

const FUNCTIONS = [...ROUTES, DEFAULT_ROUTE, ...Object.values(BACKGROUND)];

const running = new AsyncLocalStorage<string>();
const used = new Set<string>();
const refused = new Set<string>();

/** What has been done so far in this test file, by whom. */
export const usedRights: Used = used;

/** What has been tried in vain. */
export const refusedRights: Used = refused;

/** Calls made meanwhile are those of the function with this entry. */
export function asFunction<Output>(entry: string, work: () => Output): Output {
  return running.run(entry, work);
}

/** Refuses what the policy of the function that is running does not allow; outside one, nothing. */
export function underRights(client: DynamoDBDocumentClient): DynamoDBDocumentClient {
  return new Proxy(client, {
    get(target, property, receiver) {
      if (property !== 'send') return Reflect.get(target, property, receiver);
      return (command: Command, ...rest: readonly unknown[]) => {
        const entry = running.getStore();
        if (entry !== undefined) for (const access of accessesOf(command)) authorize(entry, access);
        return Reflect.apply(target.send, target, [command, ...rest]);
      };
    },
  });
}

function authorize(entry: string, { action, pk, index }: Access): void {
  const { rights } = FUNCTIONS.find((each) => each.entry === entry) ?? {};
  const { anywhere, bookkeeping, indexes } = TABLE_RIGHTS[rights ?? 'none'];
  const isAllowed =
    index === undefined
      ? anywhere.includes(action) || (bookkeeping.includes(action) && isBookkeeping(pk ?? ''))
      : indexes.includes(index);
  const access = `${entry} ${action}${index === undefined ? '' : ` ${index}`}`;
  if (isAllowed) used.add(access);
  else {
    refused.add(`${access} ${pk?.replace(/#.*/, '#…') ?? ''}`);
    throw new Error(`AccessDenied: ${access}: see lib/infra/rights.ts`);
  }
}

function isBookkeeping(pk: string): boolean {
  return TABLE.bookkeepingPartitions.some((pattern) => pk.startsWith(pattern.replace('*', '')));
}

interface Command {
  readonly constructor: { readonly name: string };
  readonly input: object;
}

interface Input {
  readonly Key?: { readonly pk: string };
  readonly Item?: { readonly pk: string };
  readonly IndexName?: string;
  readonly TransactItems?: readonly Readonly<Record<string, Input>>[];
}

/** `GetCommand` does `dynamodb:GetItem`; a transaction does what its items do. */
function accessesOf({ constructor: { name }, input }: Command): readonly Access[] {
  const { Key, Item, IndexName, TransactItems } = input as Input;
  if (TransactItems !== undefined) {
    return TransactItems.flatMap(Object.entries).map(([kind, item]) => ({
      action: `dynamodb:${kind}Item`,
      pk: (item as Input).Key?.pk ?? (item as Input).Item?.pk,
    }));
  }
  const kind = name.replace(/Command$/, '');
  const isOfItems = kind !== 'Query' && kind !== 'Scan';
  const action = `dynamodb:${kind}${isOfItems ? 'Item' : ''}`;
  return [{ action, pk: Key?.pk ?? Item?.pk, index: IndexName }];
}
