/** Writes down what happened: one record for a change, one for a request that came to nothing. */

import { lifecycleEvents, roleEvent, type UserEvents } from '#activity/events.ts';
import {
  type ActivityRecord,
  type ActivityResult,
  type EventCause,
  type Operation,
  windowStart,
} from '#directory/activity-record.ts';
import type { Clock, Randomness } from '#directory/ports.ts';
import { sha256 } from '#directory/sha256.ts';
import type { User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

type Ports = Pick<Clock, 'now'> & Pick<Randomness, 'newId'>;

/** By whom and where: of a workspace no more than its id is needed. */
export interface Origin extends Pick<WorkspaceContext, 'actor' | 'requestId' | 'client'> {
  readonly workspace: Pick<WorkspaceContext['workspace'], 'id'>;
}

/** A change of anything. */
export interface Change
  extends Required<Pick<ActivityRecord, 'resource'>>,
    Pick<ActivityRecord, 'changed' | 'events' | 'work'> {
  readonly operation: Exclude<Operation, 'read'>;
  /** Of the resource, after the change; undefined where it has none, or it stays as it was. */
  readonly version: number | undefined;
  /** The HTTP status of the answer. */
  readonly status: number;
  /** Names of attributes that were sent and not applied. @default none */
  readonly ignored?: readonly string[];
}

/** A change of a user: `before` is absent for a create, `after` for a delete. */
export interface UserChange extends Omit<UserEvents, 'cause'> {
  /** @default by the operation and the actor */
  readonly cause?: EventCause;
  readonly ignored: readonly string[];
  readonly status: number;
  readonly work?: ActivityRecord['work'];
}

export interface Unchanged {
  readonly operation: Operation;
  readonly resource: ActivityRecord['resource'];
  readonly result: ActivityResult;
  /** Names of attributes that were sent and not applied. */
  readonly ignored: readonly string[];
}

const NAME = /^[\w$:.-]{1,200}$/;
const MAX_NAMES = 20;

/** Goes into the transaction of the change. */
export function changeRecord(
  ports: Ports,
  context: Origin,
  { status, ignored = [], ...change }: Change,
): ActivityRecord {
  return {
    ...commonParts(context),
    id: ports.newId(),
    at: new Date(ports.now()).toISOString(),
    ...change,
    result: { status },
    ignored: loggableNames(ignored),
  };
}

/** Goes into the transaction of the change. */
export function userRecord(
  ports: Ports,
  context: WorkspaceContext,
  change: UserChange,
): ActivityRecord {
  const { operation, before, after, changed, ignored, status, work } = change;
  const { id, version } = (after ?? before) as User;
  return changeRecord(ports, context, {
    operation,
    resource: { type: 'User', id },
    changed,
    ignored,
    status,
    version: after === undefined ? version + 1 : version,
    events: lifecycleEvents({ ...change, cause: change.cause ?? causeOf(operation, context) }),
    work,
  });
}

/** Of a delete. @param work what is left to do after it. */
export function deletionRecord(
  ports: Ports,
  context: WorkspaceContext,
  user: User,
  person: UserChange['person'],
  work: ActivityRecord['work'],
): ActivityRecord {
  return userRecord(ports, context, {
    operation: 'delete',
    before: user,
    changed: user.active ? ['active'] : [],
    ignored: [],
    status: 204,
    person,
    work,
  });
}

/** Of a role that a user has won or lost by a group. */
export function groupRoleRecord(
  ports: Ports,
  context: WorkspaceContext,
  change: Required<Pick<UserEvents, 'before' | 'after' | 'person'>>,
): ActivityRecord {
  const { id, version } = change.after;
  const told = { ...change, operation: 'patch', changed: [], cause: 'group' } as const;
  return changeRecord(ports, context, {
    operation: 'patch',
    resource: { type: 'User', id },
    changed: ['role'],
    status: 200,
    version,
    events: [roleEvent(told)],
  });
}

/** What this service does by itself, it does because of a setting, unless it says else. */
export function causeOf(operation: Operation, { actor }: Origin): EventCause {
  if (operation === 'delete') return 'deleted';
  return actor.kind === 'system' ? 'settings' : actor.kind;
}

/**
 * A refusal, or a request that changed nothing but had something in it to note. Equal ones within
 * 15 seconds have the same id, so that a client that repeats itself cannot fill the table; `at` is the
 * time of this one, and the log keeps that of the first.
 */
export function unchangedRecord(
  { now }: Ports,
  context: Origin,
  { operation, resource, result, ...unchanged }: Unchanged,
): ActivityRecord {
  const ignored = loggableNames(unchanged.ignored);
  const time = now();
  const subject = { actor: context.actor, operation, resource, result, ignored };
  return {
    ...commonParts(context),
    id: windowId(windowStart(time), JSON.stringify(subject)),
    at: new Date(time).toISOString(),
    operation,
    resource,
    result,
    changed: [],
    ignored,
    events: [],
  };
}

/** Names as a client sent them: as many and as long as a person would read, and nothing but names. */
function loggableNames(names: readonly string[]): readonly string[] {
  return [...new Set(names)].filter((name) => NAME.test(name)).slice(0, MAX_NAMES);
}

function commonParts({ workspace, actor, requestId, client }: Origin) {
  return { workspaceId: workspace.id, actor, requestId, client };
}

/** Sorts among the UUIDv7 of the other records: 48 bits of time, then of the subject's hash. */
function windowId(windowMs: number, subject: string): string {
  const time = windowMs.toString(16).padStart(12, '0');
  const hash = sha256(subject).toString('hex');
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${hash.slice(0, 3)}`,
    `8${hash.slice(3, 6)}`,
    hash.slice(6, 18),
  ].join('-');
}
