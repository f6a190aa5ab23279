import { eventIdOf } from '#activity/message.ts';
import type { LoggedRecord } from '#directory/activity-history.ts';
import type { JsonObject } from '#directory/user.ts';

/** A record as an admin reads it: names of attributes, and no values. */
export function renderRecord({ record, repeats, state }: LoggedRecord): JsonObject {
  const { id, at, actor, client, operation, resource, result, requestId } = record;
  const { changed, ignored, version, events, work } = record;
  return {
    id,
    at,
    actor: { ...actor },
    client,
    operation,
    ...(resource && { resource: { ...resource } }),
    result: withoutUndefined({ ...result }),
    changed,
    ignored,
    ...(version !== undefined && { version }),
    events: events.map(({ type }, position) => ({ eventId: eventIdOf(record, position), type })),
    ...(work && { work: work.kind }),
    state,
    repeats,
    requestId,
  };
}

function withoutUndefined(values: Readonly<Record<string, string | number | undefined>>) {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Readonly<Record<string, string | number>>;
}
