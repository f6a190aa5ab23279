/** An event exactly as EventBridge delivers it to a target, and as a line for the person at the console. */

import { EVENT_SOURCE, type EventMessage } from '#activity/message.ts';
import type { JsonObject } from '#directory/user.ts';

/** @param id EventBridge gives each delivery one of its own; `eventId` is the one that stays. */
export function deliveredEvent({ type, at, detail }: EventMessage, id: string) {
  return {
    version: '0',
    id,
    'detail-type': type,
    source: EVENT_SOURCE,
    account: '000000000000',
    time: `${at.slice(0, 19)}Z`, // To the second, as there.
    region: 'local',
    resources: [],
    detail,
  };
}

/** `12:00:00 event User Deprovisioned standard-demo 0190… version 2 by scim`: ids, no names. */
export function eventLine({ type, at, detail: { metadata, data } }: EventMessage): string {
  const { workspaceId, subjectVersion } = metadata;
  const subject = data.userId ?? data.groupId ?? data.tokenId ?? workspaceId;
  const facts = [...stateOf(data), `version ${subjectVersion}`, `by ${data.cause}`].join(', ');
  return `${at.slice(11, 19)} event ${type}: ${workspaceId} ${subject} (${facts})`;
}

function stateOf({ active, role, previousRole, members }: JsonObject): readonly string[] {
  if (Array.isArray(members)) return [`${members.length} users`];
  if (previousRole !== undefined) return [`${previousRole} → ${role}`];
  return active === undefined ? [] : [active === true ? 'active' : 'inactive'];
}
