/** Who has claims, index entries and a place in a counter: users and groups alike. */

import type { Group } from '#directory/group.ts';
import type { User } from '#directory/user.ts';
import { groupCounterKey, groupIndexKey } from '#store/group-keys.ts';
import { type ClaimKind, claimKey, type Key } from '#store/keys.ts';
import type { WorkspaceContents } from '#store/repair/workspace-contents.ts';
import { claimsOf } from '#store/user-claims.ts';
import { counterOf, entriesOf } from '#store/user-home.ts';

export interface Owner {
  readonly id: string;
  readonly type: 'user' | 'group';
  /** What its claims say of it: that of a user who was invited by hand. */
  readonly badge?: string;
  readonly claims: readonly { readonly kind: ClaimKind; readonly key: Key }[];
  readonly entries: readonly Key[];
  readonly counter: Key;
}

export function ownersIn(workspaceId: string, contents: WorkspaceContents): readonly Owner[] {
  return [
    ...contents.users.map(({ user }) => userOwner(workspaceId, user)),
    ...contents.groups.map((group) => groupOwner(workspaceId, group)),
  ];
}

function userOwner(workspaceId: string, user: User): Owner {
  const { id, provisionedBy, keys } = user;
  return {
    id,
    type: 'user',
    ...(provisionedBy === 'manual' && { badge: provisionedBy }),
    claims: claimsOf(keys).map(({ kind, value }) => ({
      kind,
      key: claimKey(workspaceId, kind, value),
    })),
    entries: entriesOf(workspaceId, user),
    counter: counterOf(workspaceId, user),
  };
}

function groupOwner(workspaceId: string, { id, keys }: Group): Owner {
  const { displayName, externalId } = keys;
  return {
    id,
    type: 'group',
    claims: [{ kind: 'displayName', key: claimKey(workspaceId, 'displayName', displayName) }],
    entries: externalId === undefined ? [] : [groupIndexKey(workspaceId, externalId, id)],
    counter: groupCounterKey(workspaceId, id),
  };
}
