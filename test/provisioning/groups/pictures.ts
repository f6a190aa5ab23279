/** What is in a table and in an answer, by names alone: of two tables each id and each time differ. */

import type { JsonObject } from '#directory/user.ts';
import { fromBucketItem } from '#store/bucket-item.ts';
import { fromGroupItem } from '#store/group-item.ts';
import { fromUserItem } from '#store/user-item.ts';
import { type Item, recordsIn } from '#test/support/invariants.ts';

export interface Picture {
  /** Each group with its members, as the buckets have them. */
  readonly groups: readonly string[];
  /** Each user with their role and the groups that they know of. */
  readonly users: readonly string[];
  /** What happened, with its events. */
  readonly records: readonly string[];
}

/** @param items all of a table. */
export function pictureOf(items: readonly Item[]): Picture {
  const users = itemsAt(items, 'USER#').map((item) => fromUserItem(item).user);
  const groups = itemsAt(items, 'GROUP#').map(fromGroupItem);
  const names = new Map([
    ...users.map(({ id, resource }) => [id, String(resource.userName)] as const),
    ...groups.map(({ id, resource }) => [id, String(resource.displayName)] as const),
  ]);
  const named = (ids: Iterable<string>) => [...ids].map((id) => names.get(id) ?? 'gone').sort();
  return {
    groups: groups
      .map(({ id, resource }) => `${JSON.stringify(resource)} ${named(membersIn(items, id))}`)
      .sort(),
    users: users
      .map(({ resource, role, groupIds }) =>
        [resource.userName, resource.active, role?.value, ...named(groupIds)].join(' '),
      )
      .sort(),
    records: recordsIn(items)
      .map(({ record: { operation, resource, changed, ignored, events } }) =>
        [operation, resource?.type, changed, ignored, ...events.map(({ type }) => type)].join(' '),
      )
      .sort(),
  };
}

/** A result without times, and with a name for each id; members in the order of their names. */
export function shownIn(result: unknown, ids: readonly string[]): string {
  return JSON.stringify(result ?? 'nothing', (name, value) => {
    if (name === 'created' || name === 'lastModified') return undefined;
    if (typeof value === 'string') return byName(value, ids);
    return name === 'members' ? [...value].sort(inOrderOf(ids)) : value;
  });
}

function byName(text: string, ids: readonly string[]): string {
  return text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) =>
    ids.includes(id) ? `user-${ids.indexOf(id)}` : 'group',
  );
}

function inOrderOf(ids: readonly string[]) {
  return (a: JsonObject, b: JsonObject) =>
    ids.indexOf(String(a.value)) - ids.indexOf(String(b.value));
}

function membersIn(items: readonly Item[], groupId: string): readonly string[] {
  return items
    .filter(({ pk, sk }) => pk.endsWith(`#${groupId}`) && sk.startsWith('BUCKET#'))
    .flatMap((item) => [...fromBucketItem(item).memberIds]);
}

function itemsAt(items: readonly Item[], prefix: string): readonly Item[] {
  return items.filter(({ pk, sk }) => pk.startsWith('WORKSPACE#') && sk.startsWith(prefix));
}
