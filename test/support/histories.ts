/**
 * I6: versions 1 to n of users and groups, each once; the last is a delete where one is gone, and none is
 * else. A version that a membership has given to a user has the record of the group's change.
 */

import type { ActivityRecord } from '#directory/activity-record.ts';
import type { JsonObject } from '#directory/user.ts';

interface Living {
  readonly workspaceId: string;
  readonly type: 'User' | 'Group';
  readonly id: string;
  readonly version: number;
}

interface RecordIn {
  readonly workspaceId: string;
  readonly record: ActivityRecord;
}

interface History {
  readonly versions: readonly number[];
  readonly deletes: readonly number[];
}

export function wrongHistories(
  living: readonly Living[],
  records: readonly RecordIn[],
): readonly string[] {
  const histories = historiesIn(records);
  const spares = unrecordedIn(records);
  const current = new Map(
    living.map((one) => [keyOf(one.workspaceId, one.type, one.id), one.version]),
  );
  return [...new Set([...histories.keys(), ...current.keys()])].flatMap((key) => {
    const history = histories.get(key) ?? { versions: [], deletes: [] };
    const problem = problemOf(history, current.get(key), spares(key));
    const told = [...history.versions.map(String), ...history.deletes.map((at) => `${at} delete`)];
    return problem === undefined ? [] : [`${key} ${problem}, but has records of ${told.join()}`];
  });
}

/** @param spare versions that need no record of their own. */
function problemOf(
  { versions, deletes }: History,
  version: number | undefined,
  spare: number,
): string | undefined {
  const state = version === undefined ? 'is gone' : `has version ${version}`;
  const last = version ?? deletes[0] ?? 0;
  if (deletes.length !== (version === undefined ? 1 : 0)) return state;
  const all = [...versions, ...deletes];
  const isEachOnce =
    new Set(all).size === all.length && all.every((one) => one >= 1 && one <= last);
  return isEachOnce && last - all.length <= spare ? undefined : state;
}

/** A record that tells of members alone leaves the version of the group itself as it is. */
function historiesIn(records: readonly RecordIn[]): ReadonlyMap<string, History> {
  const histories = new Map<string, History>();
  for (const { workspaceId, record } of records) {
    const { resource, version, operation } = record;
    if (resource?.type !== 'User' && resource?.type !== 'Group') continue;
    if (version === undefined) continue; // It changed nothing: a refusal, say.
    if (resource.type === 'Group' && tellsOfMembersAlone(record)) continue;
    const key = keyOf(workspaceId, resource.type, resource.id);
    const { versions, deletes } = histories.get(key) ?? { versions: [], deletes: [] };
    histories.set(
      key,
      operation === 'delete'
        ? { versions, deletes: [...deletes, version] }
        : { versions: [...versions, version], deletes },
    );
  }
  return histories;
}

function tellsOfMembersAlone({ operation, changed }: ActivityRecord): boolean {
  return operation !== 'delete' && changed.every((name) => name === 'members');
}

/** How often the changes of groups may have changed a user: one that removes a group, whoever it is. */
function unrecordedIn(records: readonly RecordIn[]): (key: string) => number {
  const named = new Map<string, number>();
  const removals = new Map<string, number>();
  const count = (counts: Map<string, number>, key: string) =>
    counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { workspaceId, record } of records) {
    const members = record.events.flatMap(
      ({ data }) => (data.members ?? []) as readonly JsonObject[],
    );
    for (const { userId } of members) count(named, keyOf(workspaceId, 'User', String(userId)));
    if (record.work?.kind === 'removeGroup') count(removals, workspaceId);
  }
  return (key) => {
    const [workspaceId = '', type] = key.split(' ');
    return type === 'User' ? (named.get(key) ?? 0) + (removals.get(workspaceId) ?? 0) : 0;
  };
}

function keyOf(workspaceId: string, type: string, id: string): string {
  return `${workspaceId} ${type} ${id}`;
}
