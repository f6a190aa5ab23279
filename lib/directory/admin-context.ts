import type { Actor } from '#directory/workspace-context.ts';

declare const admitted: unique symbol;

/**
 * The right to administer, for the length of one request: of the whole deployment, or of one workspace.
 *
 * Only `auth` mints them: there is no other way to come by `[admitted]`.
 */
export interface AdminContext {
  readonly actor: Extract<Actor, { kind: 'admin' }>;
  /** The one workspace of a workspace admin; absent for an admin of the platform. */
  readonly confinedTo?: string;
  readonly requestId: string;
  readonly client: string;
  /** When work that could be tried again is given up, in milliseconds since 1970. */
  readonly deadline: number;
  readonly [admitted]: true;
}
