/** Where a user stands in the table, and what leads there. */

import type { User } from '#directory/user.ts';
import {
  type IndexedAttribute,
  type Key,
  manualCounterKey,
  manualIndexKey,
  manualUserKey,
  userCounterKey,
  userIndexKey,
  userKey,
} from '#store/keys.ts';

/** Where a user stands: no key of SCIM leads to one that was invited by hand. */
export function homeOf(workspaceId: string, { id, provisionedBy }: User): Key {
  return (provisionedBy === 'manual' ? manualUserKey : userKey)(workspaceId, id);
}

/** The shard that counts the user. */
export function counterOf(workspaceId: string, { id, provisionedBy }: User): Key {
  return (provisionedBy === 'manual' ? manualCounterKey : userCounterKey)(workspaceId, id);
}

/** The index entries that lead to the user. */
export function entriesOf(workspaceId: string, { id, provisionedBy, keys }: User): readonly Key[] {
  const { emails, externalId } = keys;
  if (provisionedBy === 'manual') {
    return emails.map((email) => manualIndexKey(workspaceId, email, id));
  }
  const entry = (attribute: IndexedAttribute, value: string) =>
    userIndexKey(workspaceId, attribute, value, id);
  const byEmail = emails.map((email) => entry('email', email));
  return externalId === undefined ? byEmail : [...byEmail, entry('externalId', externalId)];
}
