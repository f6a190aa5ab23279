/** Background work, each kind with the one who does it. */

import type { Workers } from '#activity/ports.ts';
import { removeWorkspace } from '#administration/workspaces/remove-workspace.ts';
import { administrationPorts } from '#compose/administration-ports.ts';

/** Stays on the list until a deployment comes that can do it. */
const later = async () => 'more' as const;

export function workers(): Workers {
  return {
    projectMembers: later,
    removeGroup: later,
    forgetUser: later,
    evaluateRoles: later,
    removeWorkspace: (context, record) => removeWorkspace(administrationPorts(), context, record),
    replayEvents: later,
  };
}
