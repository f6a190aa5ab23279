/** A customer of the SaaS; RFC 7644 §6 says tenant. */

export interface Workspace {
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly name: string;
  /** Id of the profile: what the product requires of a user and makes of it. */
  readonly profile: string;
  readonly settings: WorkspaceSettings;
  /** Live tokens by tokenId. A token that is not in here is dead, wherever else it may be. */
  readonly tokens: Readonly<Record<string, TokenMetadata>>;
  /** Since when it is being removed; nothing opens it any more, and its id is never given again. */
  readonly deletedAt?: string;
}

export interface WorkspaceSettings {
  /** Whether the customer's plan has SCIM; the platform sets it. */
  readonly scimAvailable: boolean;
  /** Whether the customer has switched SCIM on. */
  readonly scimEnabled: boolean;
  /** What becomes of a user whom an identity provider creates and an admin has invited by hand. */
  readonly onManualConflict: 'reject' | 'adopt';
  /** Who sets the roles of SCIM users while SCIM is on; a profile may have it `app` always. */
  readonly roleEditing: 'app' | 'idp';
  /** Roles by group, the first match wins; at most 50. */
  readonly groupRoles: readonly GroupRole[];
  /** Days for which admins still see a deleted user; 0 for none. */
  readonly keepDeletedDays: number;
}

export interface GroupRole {
  /** displayName of the group; compared without regard to case. It need not exist yet. */
  readonly group: string;
  readonly role: string;
}

/** Times are ISO 8601, UTC. */
export interface TokenMetadata {
  readonly createdAt: string;
  readonly expiresAt?: string;
}

export const DEFAULT_SETTINGS: WorkspaceSettings = {
  scimAvailable: true,
  scimEnabled: true,
  onManualConflict: 'reject',
  roleEditing: 'idp',
  groupRoles: [],
  keepDeletedDays: 30,
};

/** Live tokens that a workspace may have at once: enough for a planned rotation. */
export const MAX_TOKENS = 5;

/** Milliseconds within which the use of a token is not written down again. */
export const TOKEN_USE_MS = 5 * 60 * 1000;

/** @param now in milliseconds since 1970. */
export function isLive({ expiresAt }: TokenMetadata, now: number): boolean {
  return expiresAt === undefined || Date.parse(expiresAt) > now;
}

const WORKSPACE_ID = /^[a-z0-9][a-z0-9-]{0,49}$/;

export function isWorkspaceId(text: string): boolean {
  return WORKSPACE_ID.test(text);
}

/**
 * Whose activity log has what happened to the deployment itself: that a workspace was removed, say. It
 * can be the id of no workspace.
 */
export const DEPLOYMENT_ID = '_deployment';
