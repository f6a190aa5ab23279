/** A person in a workspace, as stored: the SCIM resource beside the few values that keys and rules need. */

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

export interface User {
  /** UUIDv7, so that users sort in order of creation. */
  readonly id: string;
  /** 1 at first; one more with every change. */
  readonly version: number;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly active: boolean;
  readonly provisionedBy: 'scim' | 'manual';
  /** Absent where the profile has no roles. */
  readonly role?: UserRole;
  readonly keys: UserKeys;
  /** Set in the product's app only: SCIM never reads, writes or clears them. */
  readonly appFields: JsonObject;
  /** Ids of the groups that the user is a member of; at most 5,000. */
  readonly groupIds: ReadonlySet<string>;
  /** The normalised SCIM resource; opaque here. */
  readonly resource: JsonObject;
}

/** What a user may do in the product, and by whose word. */
export interface UserRole {
  /** The effective one, in the profile's spelling. */
  readonly value: string;
  readonly source: 'app' | 'idp' | 'group' | 'default';
  /** The role that the identity provider sent last; absent where it never sent one, or took it back. */
  readonly lastFromIdp?: string;
  /** The role that the user's groups grant, by the workspace's `groupRoles`. */
  readonly lastFromGroup?: string;
}

/** What a user is found by and kept unique by. Folded by `mapping`; the store only hashes them. */
export interface UserKeys {
  readonly userName: string;
  /** The identity e-mail. */
  readonly email?: string;
  /** Whether no other user of the workspace may have that identity e-mail. */
  readonly isEmailUnique: boolean;
  /** As the client sent it: it is compared exactly. */
  readonly externalId?: string;
  /** Every e-mail, each once. */
  readonly emails: readonly string[];
}

/** What can be looked up by key. */
export type LookUp = Readonly<{ by: 'id' | 'userName' | 'externalId' | 'email'; value: string }>;

/** The form of every id that this service gives; anything else names nothing. */
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function isId(text: string): boolean {
  return ID.test(text);
}

/** Comes before every id that is made at that time or later, in milliseconds since 1970. */
export function idAtTime(milliseconds: number): string {
  const time = Math.max(0, milliseconds).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

/** When such an id was made, in milliseconds since 1970. */
export function timeOfId(id: string): number {
  return Number.parseInt(`${id.slice(0, 8)}${id.slice(9, 13)}`, 16);
}
