import type {
  Clock,
  Randomness,
  TokenVault,
  WorkspaceRemoval,
  WorkspaceStatus,
  WorkspaceStore,
} from '#directory/ports.ts';

/** What the operations on workspaces and tokens need. */
export interface AdministrationPorts extends Clock, Randomness {
  readonly workspaces: WorkspaceStore;
  readonly status: WorkspaceStatus;
  readonly removal: WorkspaceRemoval;
  readonly vault: TokenVault;
  readonly newToken: (workspaceId: string) => NewToken;
}

export interface NewToken {
  /** Shown once, and not stored. */
  readonly token: string;
  readonly tokenId: string;
  readonly digest: Uint8Array;
}
