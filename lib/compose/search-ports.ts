import { queryGroupPorts } from '#compose/group-ports.ts';
import { queryUserPorts } from '#compose/user-ports.ts';
import type { HttpPorts } from '#http/ports.ts';
import type { QueryGroupPorts, QueryUserPorts } from '#provisioning/ports.ts';

/** What a search over users and groups takes. */
export function searchPorts(): HttpPorts & QueryUserPorts & QueryGroupPorts {
  const [ofUsers, ofGroups] = [queryUserPorts(), queryGroupPorts()];
  return {
    ...ofUsers,
    ...ofGroups,
    users: { ...ofUsers.users, ...ofGroups.users },
    groups: { ...ofUsers.groups, ...ofGroups.groups },
  };
}
