/** What the domain needs from outside. Adapters stand in `store`, `secrets` and `local`. */

import type { ActivityRecord, ActivityResult } from '#directory/activity-record.ts';
import type { GroupMembership } from '#directory/membership.ts';
import type { LookUp, User } from '#directory/user.ts';
import type { Workspace } from '#directory/workspace.ts';
import type { LogContext, WorkspaceContext } from '#directory/workspace-context.ts';

export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export interface Randomness {
  /** A UUIDv7. */
  readonly newId: () => string;
  readonly randomBytes: (size: number) => Uint8Array;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
}

/** Which unique value stood in the way, and whose it is. */
export interface Taken {
  readonly kind: 'taken';
  readonly claim: 'userName' | 'email' | 'displayName';
  /** The id of the user who has it. */
  readonly holderId?: string;
  /** The same, where that is a user invited by hand. */
  readonly manualUserId?: string;
}

export type CreateOutcome = { readonly kind: 'done' } | Taken;
/** `changed`: another request was faster. `gone`: the user is not there any more. */
export type ChangeOutcome = CreateOutcome | { readonly kind: 'changed' | 'gone' };

/** Some users in order of id. */
export interface UserPage {
  readonly users: readonly User[];
  /** Bytes of the stored resources. */
  readonly bytes: number;
  /** Whether users follow. */
  readonly more: boolean;
}

export interface PageRequest {
  /** The id behind which the page begins; from the first user where it is absent. */
  readonly after?: string;
  /** Users at the most. */
  readonly limit: number;
  /** Bytes of stored resources after which the page ends early. */
  readonly maxBytes: number;
}

/**
 * Users of one workspace: those that identity providers have made, and none other is found or listed.
 * Written are those invited by hand too, by what `provisionedBy` says of them. Everything is read strongly consistent; every change commits whole,
 * with its activity record, or not at all.
 *
 * All of them throw `TryAgain`.
 */
export interface UserStore {
  create(context: WorkspaceContext, user: User, record: ActivityRecord): Promise<CreateOutcome>;
  /** Commits only if the stored version is still `before.version`. */
  replace(
    context: WorkspaceContext,
    before: User,
    after: User,
    record: ActivityRecord,
  ): Promise<ChangeOutcome>;
  /**
   * Commits only if the stored version is still `user.version`; frees what the user held.
   *
   * @param remains what admins still see, for the days that the workspace keeps deleted users.
   * @param memberships what the user's leaving changes in groups, in the same transaction; at most 50.
   */
  remove(
    context: WorkspaceContext,
    user: User,
    remains: User,
    record: ActivityRecord,
    memberships?: readonly GroupMembership[],
  ): Promise<ChangeOutcome>;
  /**
   * Makes a user that was invited by hand the identity provider's, with the same id. Commits only if
   * the stored version is still `before.version`.
   */
  adopt(
    context: WorkspaceContext,
    before: User,
    after: User,
    record: ActivityRecord,
  ): Promise<ChangeOutcome>;
  get(context: WorkspaceContext, id: string): Promise<User | undefined>;
  /** A user that was invited by hand. */
  getManual(context: WorkspaceContext, id: string): Promise<User | undefined>;
  /** Those of the users that are there, SCIM users alone, in the order of the ids. */
  getMany(context: WorkspaceContext, ids: readonly string[]): Promise<readonly User[]>;
  /** The ids that are those of SCIM users. */
  existing(context: WorkspaceContext, ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** A key look-up: costs the same however many users there are. At most `limit` users. */
  find(context: WorkspaceContext, lookUp: LookUp, limit: number): Promise<UserPage>;
  count(context: WorkspaceContext): Promise<number>;
  page(context: WorkspaceContext, request: PageRequest): Promise<UserPage>;
  /** The id of the user at a position, counted from 1; undefined where there are fewer. */
  idAt(context: WorkspaceContext, position: number): Promise<string | undefined>;
}

/** A user as admins see it: invited by hand and deleted lately as well. */
export interface KnownUser {
  readonly user: User;
  /** ISO 8601, UTC; absent while the user is there. */
  readonly deletedAt?: string;
}

/** Where a user stands. Nobody is in two of them. */
export type UserSection = 'scim' | 'manual' | 'deleted';

export interface KnownPage {
  readonly users: readonly KnownUser[];
  /** The id behind which users may follow; absent where none do. */
  readonly next?: string;
}

/** The place of a person: a user of a workspace. */
export interface PersonPlace {
  readonly workspaceId: string;
  readonly userId: string;
}

/** Everybody of whom a workspace knows. All of them throw `TryAgain`. */
export interface PeopleStore {
  /** Strongly consistent. */
  get(context: WorkspaceContext, id: string): Promise<KnownUser | undefined>;
  /** Some users of a section, in order of id; strongly consistent. */
  page(context: WorkspaceContext, section: UserSection, request: PageRequest): Promise<KnownPage>;
  /** Those that are there and have this e-mail, folded; strongly consistent. */
  byEmail(context: WorkspaceContext, email: string, limit: number): Promise<readonly KnownUser[]>;
  /**
   * Where the identity e-mail, folded, is a user's: across workspaces, and a moment behind.
   *
   * @param after the position behind which the page begins, as `next` said.
   */
  places(
    email: string,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<{ readonly places: readonly PersonPlace[]; readonly next?: string }>;
}

export interface ActivityLog {
  /**
   * Adds a record that belongs to no change: a refusal, or a request that changed nothing. Equal
   * ones within 15 seconds become one with a count.
   */
  append(context: LogContext, record: ActivityRecord): Promise<void>;
}

/** A workspace as the list of them shows it. */
export type ListedWorkspace = Pick<Workspace, 'id' | 'name' | 'profile' | 'createdAt'>;

/**
 * All of them throw `TryAgain`. A change commits with its activity record, or not at all; by the id of
 * the record a write is known again if its answer was lost.
 */
export interface WorkspaceStore {
  /** Strongly consistent; one that is being removed comes with `deletedAt`. */
  read(workspaceId: string): Promise<Workspace | undefined>;
  /** @returns false where the id was ever given before. */
  create(workspace: Workspace, record: ActivityRecord): Promise<boolean>;
  /** Commits only if the stored version is still `before.version`. @returns whether it did. */
  replace(
    context: WorkspaceContext,
    before: Workspace,
    after: Workspace,
    record: ActivityRecord,
  ): Promise<boolean>;
  /** In order of id. @param after the id behind which the page begins. */
  list(request: {
    readonly after?: string;
    readonly limit: number;
  }): Promise<{ readonly workspaces: readonly ListedWorkspace[]; readonly more: boolean }>;
}

/** How many there are in a workspace. */
export interface WorkspaceCounts {
  readonly users: number;
  readonly manualUsers: number;
  readonly groups: number;
}

/** What a token was last used for; times are ISO 8601, UTC, and within five minutes of the truth. */
export interface TokenUse {
  readonly tokenId: string;
  readonly lastUsedAt?: string;
  /** The identity provider, as recognised. */
  readonly client?: string;
  readonly lastFailure?: ActivityResult & { readonly at: string };
}

/** Writes down what a token is used for, unless somebody has done so within five minutes. */
export interface TokenUses {
  note(context: WorkspaceContext, use: UsedToken | FailedToken): Promise<void>;
}

export type UsedToken = Required<Pick<TokenUse, 'tokenId' | 'lastUsedAt' | 'client'>>;
export type FailedToken = Required<Pick<TokenUse, 'tokenId' | 'lastFailure'>>;

/** All of them throw `TryAgain`. */
export interface WorkspaceStatus {
  counts(context: WorkspaceContext): Promise<WorkspaceCounts>;
  tokenUses(context: WorkspaceContext): Promise<readonly TokenUse[]>;
}

/** Removes what a workspace has, when it is deleted. It can be called again and again. */
export interface WorkspaceRemoval {
  /** Whether something of the workspace's activity is not finished yet. */
  hasUnfinished(context: WorkspaceContext): Promise<boolean>;
  /** @returns false where the deadline came first. */
  removeItems(context: WorkspaceContext): Promise<boolean>;
}

/** A digest as the vault knows it. */
export interface StoredDigest {
  readonly tokenId: string;
  /** In milliseconds since 1970. */
  readonly createdAt: number;
  /** It cannot be read any more, and goes some day. */
  readonly isForgotten: boolean;
}

/** SHA-256 digests of tokens; never a token. */
export interface TokenVault {
  /** Makes the place for a workspace's digests; does nothing where it is there. */
  open(workspaceId: string): Promise<void>;
  /** Repeatable: a `tokenId` always has the one digest. */
  put(workspaceId: string, tokenId: string, digest: Uint8Array): Promise<void>;
  read(workspaceId: string, tokenId: string): Promise<Uint8Array | undefined>;
  /** All that it still knows of, forgotten ones included. */
  list(workspaceId: string): Promise<readonly StoredDigest[]>;
  /** Forgets digests that no live token needs. */
  forget(workspaceId: string, tokenIds: readonly string[]): Promise<void>;
  /** Removes a workspace's digests and their place, for good. */
  close(workspaceId: string): Promise<void>;
}
