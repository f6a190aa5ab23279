/** What must be true when all is quiet again, whatever has happened before. */

import { messagesOf } from '#activity/message.ts';
import type { ActivityRecord } from '#directory/activity-record.ts';
import { fromUserItem } from '#store/user-item.ts';
import { type Item, recordItems } from './memory-table.ts';
import { groupKey, memberKey, membersOf } from './projection.ts';
import type { World } from './world.ts';

export function verdicts(world: World): readonly string[] {
  return [
    ...unfinished(world),
    ...lostEvents(world),
    ...wrongDeprovisionings(world),
    ...wrongRecords(world),
    ...wrongConsumer(world),
    ...wrongProjection(world),
  ];
}

const recordsOf = ({ table }: World) =>
  recordItems(table).map(({ record }) => JSON.parse(String(record)) as ActivityRecord);

/** Every record is off the list, and expires some day. */
function unfinished({ table }: World): string[] {
  return recordItems(table)
    .filter(({ gsi2pk, expiresAt }) => gsi2pk !== undefined || expiresAt === undefined)
    .map(({ sk }) => `record ${sk} is not finished`);
}

/** What was committed has arrived, as it was committed; and nothing else has. */
function lostEvents(world: World): string[] {
  const { events } = world.consumer;
  const committed = new Map(
    recordsOf(world)
      .flatMap(messagesOf)
      .map((message) => [message.detail.metadata.eventId, message]),
  );
  const lost = [...committed].filter(([id, { detail }]) => {
    const arrived = events.get(id);
    return JSON.stringify(arrived?.data) !== JSON.stringify(detail.data);
  });
  const invented = [...events.keys()].filter((id) => !committed.has(id));
  return [
    ...lost.map(([id, { type }]) => `${type} ${id} is lost`),
    ...invented.map((id) => `event ${id} was never committed`),
  ];
}

/** The states that each user ever had. */
function histories({ table }: World): ReadonlyMap<string, readonly (Item | undefined)[]> {
  const states = new Map<string, (Item | undefined)[]>();
  for (const { key, item } of table.history) {
    if (!key.sk.startsWith('USER#0') || !key.pk.startsWith('WORKSPACE#')) continue;
    const id = key.sk.slice('USER#'.length);
    states.set(id, [...(states.get(id) ?? []), item]);
  }
  return states;
}

/** Exactly one for each true → false, by any way. */
function wrongDeprovisionings(world: World): string[] {
  const events = [...world.consumer.events.values()];
  return [...histories(world)].flatMap(([id, states]) => {
    const active = states.map((item) => item?.active === true);
    const ends = active.filter((isActive, index) => !isActive && active[index - 1] === true).length;
    const told = events.filter(
      ({ type, data }) => type === 'User Deprovisioned' && 'userId' in data && data.userId === id,
    ).length;
    return ends === told ? [] : [`user ${id} ended ${ends} times, told ${told} times`];
  });
}

/** Every version of a user is one change, and has one record. */
function wrongRecords(world: World): string[] {
  const versions = recordsOf(world)
    .filter(({ resource }) => resource?.type === 'User')
    .map(({ resource, version }) => `${resource?.id} ${version}`);
  const twice = versions.filter((version, index) => versions.indexOf(version) !== index);
  return twice.map((version) => `user ${version} has two records`);
}

/** A consumer that follows the kit knows who may use the product. */
function wrongConsumer({ table, consumer }: World): string[] {
  const living = [...table.items.values()].filter(
    ({ pk, sk }) => pk.startsWith('WORKSPACE#') && sk.startsWith('USER#0'),
  );
  const active = new Map(
    living.map((item) => {
      const { user } = fromUserItem(item);
      return [user.id, user.active];
    }),
  );
  const ids = new Set([...active.keys(), ...consumer.users.keys()]);
  return [...ids]
    .filter((id) => (active.get(id) ?? false) !== (consumer.users.get(id)?.active ?? false))
    .map((id) => `the consumer is wrong about user ${id}`);
}

/** Background work has ended in the truth. */
function wrongProjection({ table }: World): string[] {
  const itemAt = ({ pk, sk }: { pk: string; sk: string }) => table.items.get(`${pk} ${sk}`);
  const members = membersOf(itemAt(groupKey));
  const told = [...table.items.values()].filter(({ pk }) => pk === memberKey('').pk);
  const missing = members.filter((id) => itemAt(memberKey(id)) === undefined);
  const wrong = told.filter(({ sk, isMember }) => members.includes(sk) !== isMember);
  return [...missing, ...wrong.map(({ sk }) => sk)].map((id) => `the projection of ${id} is wrong`);
}
