import type { AdminContext } from '#directory/admin-context.ts';
import type { GroupStore, PendingWork } from '#directory/group-ports.ts';
import type {
  Clock,
  PeopleStore,
  Randomness,
  TokenVault,
  UserStore,
  WorkspaceRemoval,
  WorkspaceStatus,
  WorkspaceStore,
} from '#directory/ports.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

/** What the operations on workspaces need: of the vault the place for a new one, and no digest. */
export interface WorkspacePorts extends Clock, Randomness {
  readonly workspaces: WorkspaceStore;
  readonly status: WorkspaceStatus;
  readonly pending: Pick<PendingWork, 'isAnyPending'>;
  readonly vault: Pick<TokenVault, 'open'>;
}

/** What the operations on tokens need. */
export interface TokenPorts extends Clock, Randomness {
  readonly workspaces: Pick<WorkspaceStore, 'read' | 'replace'>;
  readonly status: Pick<WorkspaceStatus, 'tokenUses'>;
  readonly vault: Pick<TokenVault, 'put' | 'list' | 'forget'>;
  readonly newToken: (workspaceId: string) => NewToken;
}

/** What whoever makes workspaces with their tokens needs. */
export type SeedPorts = WorkspacePorts & TokenPorts;

/** What the removal of a workspace needs. */
export interface RemovalPorts extends Pick<Clock, 'now'> {
  readonly removal: WorkspaceRemoval;
  readonly vault: Pick<TokenVault, 'close'>;
}

/** What admins' operations on groups need: they look at them, and no more. */
export interface GroupAdministrationPorts {
  readonly groups: Pick<GroupStore, 'get' | 'page' | 'find' | 'allBuckets'>;
  readonly users: Pick<UserStore, 'getMany'>;
}

/** What admins' operations on users need. */
export interface UserAdministrationPorts extends Clock, Randomness {
  readonly users: Pick<UserStore, 'create' | 'replace' | 'remove'>;
  readonly people: Pick<PeopleStore, 'get' | 'page' | 'byEmail'>;
  readonly groups: Pick<GroupStore, 'getMany'>;
}

/** What the search for a person across workspaces needs. */
export interface PeoplePorts {
  readonly people: Pick<PeopleStore, 'get' | 'places'>;
  readonly groups: Pick<GroupStore, 'getMany'>;
  readonly openWorkspace: (
    admin: AdminContext,
    workspaceId: string,
  ) => Promise<WorkspaceContext | undefined>;
}

export interface NewToken {
  /** Shown once, and not stored. */
  readonly token: string;
  readonly tokenId: string;
  readonly digest: Uint8Array;
}
