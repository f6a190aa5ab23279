import type { Workspace } from '#directory/workspace.ts';

declare const minted: unique symbol;

/** Who acts: an identity provider by a token, an admin, or this service itself. */
export type Actor =
  | { readonly kind: 'scim'; readonly tokenId: string }
  /** `scope`: whether they administer the whole deployment, or this workspace alone. */
  | {
      readonly kind: 'admin';
      readonly name: string;
      readonly scope: 'platform' | 'workspace';
    }
  | { readonly kind: 'system'; readonly name: string };

/**
 * The right to act in one workspace, for the length of one request. Every function of the store takes
 * one and keys on its workspace, so a caller of one workspace cannot name an item of another.
 *
 * Only `auth` mints them: there is no other way to come by `[minted]`.
 */
export interface WorkspaceContext {
  readonly workspace: Workspace;
  readonly actor: Actor;
  readonly requestId: string;
  /** The identity provider, as recognised: `okta`, `entra` … */
  readonly client: string;
  /** When work that could be tried again is given up, in milliseconds since 1970. */
  readonly deadline: number;
  readonly [minted]: true;
}

/** The right to one activity log: that of a workspace, or the deployment's own (`DEPLOYMENT_ID`). */
export interface LogContext extends Omit<WorkspaceContext, 'workspace'> {
  readonly workspace: Pick<Workspace, 'id'>;
}
