/**
 * What each lifecycle event says: the schemas that `schemas/` shows as JSON Schema, and the types of
 * the data that the builders of events make.
 *
 * A field may be added; none is taken away or given another meaning without a new `schemaVersion`.
 */

import * as v from 'valibot';
import { MAX_EVENT_MEMBERS } from '#activity/event-format.ts';
import { EVENT_CAUSES, type EventType } from '#directory/activity-record.ts';
import type { Json, JsonObject } from '#directory/user.ts';

const described = <Schema extends v.GenericSchema>(schema: Schema, text: string) =>
  v.pipe(schema, v.description(text));
const strings = v.array(v.string());

const JsonValue: v.GenericSchema<Json> = v.lazy(() =>
  v.union([
    v.string(),
    v.number(),
    v.boolean(),
    v.null(),
    v.array(JsonValue),
    v.record(v.string(), JsonValue),
  ]),
);
const JsonRecord: v.GenericSchema<JsonObject> = v.record(v.string(), JsonValue);

const why = {
  cause: described(v.picklist(EVENT_CAUSES), 'By whose word it happened, or because of what.'),
  scimEvent: described(v.nullable(v.string()), 'The event URN of RFC 9967 §2.4, if it has one.'),
};
const changed = {
  changedAttributes: described(strings, 'Paths of the attributes that changed; no values.'),
  ...why,
};

const userFields = {
  userId: described(v.string(), 'The id of the user: never another, never given again.'),
  externalId: described(v.nullable(v.string()), "The identity provider's id of the user."),
  userName: described(v.nullable(v.string()), 'null where the profile keeps it off the bus.'),
  active: described(v.boolean(), 'Whether the user may use the product, after the change.'),
  previousActive: described(v.nullable(v.boolean()), 'Before the change; null for a new user.'),
  provisionedBy: v.picklist(['scim', 'manual']),
  role: described(v.nullable(v.string()), 'The effective role, after the change.'),
  attributes: described(JsonRecord, 'What else the profile puts on the bus, by its own names.'),
  ...changed,
};
const UserData = v.object(userFields);
const UserRoleData = v.object({
  ...userFields,
  previousRole: described(v.nullable(v.string()), 'The effective role, before the change.'),
});

const groupFields = {
  groupId: v.string(),
  externalId: v.nullable(v.string()),
  displayName: v.string(),
  ...changed,
};
const GroupData = v.object(groupFields);
const GroupMembersData = v.object({
  ...groupFields,
  members: described(
    v.pipe(
      v.array(v.object({ userId: v.string(), version: v.number() })),
      v.maxLength(MAX_EVENT_MEMBERS),
    ),
    'Of two events about a user and this group, the one with the higher version is the later.',
  ),
});

const workspaceFields = { name: v.string(), profile: v.string(), ...why };
const WorkspaceData = v.object(workspaceFields);
const TokenRevokedData = v.object({ ...workspaceFields, tokenId: v.string() });
const TokenRegeneratedData = v.object({
  ...workspaceFields,
  tokenId: described(v.string(), 'The new token; never the token itself.'),
  expiresAt: v.nullable(v.string()),
  retiredTokenIds: described(strings, 'Tokens that died by it, or that die after their grace.'),
});

/** The data of each type of event. */
export const EVENT_DATA = {
  'User Provisioned': UserData,
  'User Updated': UserData,
  'User Deprovisioned': UserData,
  'User Reactivated': UserData,
  'User Deleted': UserData,
  'User Role Changed': UserRoleData,
  'Group Created': GroupData,
  'Group Updated': GroupData,
  'Group Deleted': GroupData,
  'Group Members Added': GroupMembersData,
  'Group Members Removed': GroupMembersData,
  'Workspace Token Regenerated': TokenRegeneratedData,
  'Workspace Token Revoked': TokenRevokedData,
  'Workspace SCIM Enabled': WorkspaceData,
  'Workspace SCIM Disabled': WorkspaceData,
  'Workspace Deleted': WorkspaceData,
} as const satisfies Readonly<Record<EventType, v.GenericSchema>>;

export type EventData<Type extends EventType> = v.InferOutput<(typeof EVENT_DATA)[Type]>;

export const EventMetadata = v.object({
  eventId: described(v.string(), 'The same whenever the event is sent: what was seen is known.'),
  schemaVersion: v.number(),
  workspaceId: v.string(),
  subjectVersion: described(
    v.number(),
    'The version of the user, group or workspace after the change: it only rises.',
  ),
  occurredAt: described(v.pipe(v.string(), v.isoTimestamp()), 'When the change was made, UTC.'),
  correlationId: described(v.string(), 'The id of the request that made the change.'),
  replay: v.optional(described(v.boolean(), 'true where an admin asked for it once more.')),
});

export type EventMetadata = v.InferOutput<typeof EventMetadata>;
