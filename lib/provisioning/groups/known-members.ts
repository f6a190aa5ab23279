/** Who may become a member: the SCIM users of the workspace, and nobody else. */

import type { MembershipChange } from '#directory/membership.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import type { CreateGroupPorts } from '#provisioning/ports.ts';

export interface KnownMembers {
  readonly membership: MembershipChange;
  /** How many were left out. */
  readonly skipped: number;
}

/** Only those who are to be added are looked for: who goes need not be there. */
export async function withoutStrangers(
  { users }: Pick<CreateGroupPorts, 'users'>,
  context: WorkspaceContext,
  { added, removed }: MembershipChange,
): Promise<KnownMembers> {
  if (added.length === 0) return { membership: { added, removed }, skipped: 0 };
  const existing = await users.existing(context, added);
  const known = added.filter((id) => existing.has(id));
  return { membership: { added: known, removed }, skipped: added.length - known.length };
}
