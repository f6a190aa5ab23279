import * as v from 'valibot';
import { scimSwitched } from '#activity/workspace-events.ts';
import {
  type AdminRequest,
  type AdminResult,
  checkVersion,
  readBody,
} from '#administration/exchange.ts';
import {
  type ChangePorts,
  changeWorkspace,
  type Proposal,
} from '#administration/workspaces/change-workspace.ts';
import { renderWorkspace } from '#administration/workspaces/render-workspace.ts';
import {
  checkPlan,
  impliedSettings,
  ProfileId,
  Settings,
  settledSettings,
  WorkspaceName,
} from '#administration/workspaces/settings.ts';
import type { Work } from '#directory/activity-record.ts';
import type { Workspace, WorkspaceSettings } from '#directory/workspace.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { equalJson } from '#scim/json.ts';

const Body = v.strictObject({
  name: v.optional(WorkspaceName),
  profile: v.optional(ProfileId),
  settings: v.optional(Settings, {}),
});

/**
 * PATCH /admin/workspaces/{ws} `{name?, profile?, settings?}`: what is not given stays. A change of
 * `groupRoles` has the roles of the groups' members decided anew in the background.
 *
 * @throws {Problem} 400, 403 for what belongs to the plan, 412.
 */
export async function patchWorkspace(
  ports: ChangePorts,
  context: WorkspaceContext,
  request: AdminRequest,
): Promise<AdminResult> {
  const { settings, ...parts } = readBody(Body, request);
  const { after } = await changeWorkspace(ports, context, (before) => {
    checkVersion(request, before.version);
    const implied = impliedSettings(parts.profile ?? before.profile);
    const wanted = { ...before.settings, ...implied, ...settings };
    const after = { ...before, ...parts, settings: wanted };
    checkPlan(context.actor, before, after);
    const settled = settledSettings(after.profile, wanted);
    return proposalOf(context, before, { ...after, settings: settled });
  });
  return { kind: 'document', body: renderWorkspace(after), version: after.version };
}

function proposalOf(
  { actor }: WorkspaceContext,
  before: Workspace,
  after: Workspace,
): Proposal | undefined {
  const changed = changedPaths(before, after);
  if (changed.length === 0) return undefined;
  const work = changed.includes('settings.groupRoles') ? roleWork(before, after) : undefined;
  return {
    after,
    change: {
      operation: 'patch',
      resource: { type: 'Workspace', id: after.id },
      changed,
      status: 200,
      events: scimSwitched(actor, before, after),
      work,
    },
  };
}

function changedPaths(before: Workspace, after: Workspace): readonly string[] {
  const names = Object.keys(after.settings) as (keyof WorkspaceSettings)[];
  const settings = names
    .filter((name) => !equalJson(toJson(before.settings[name]), toJson(after.settings[name])))
    .map((name) => `settings.${name}`);
  return [
    ...(['name', 'profile'] as const).filter((name) => before[name] !== after[name]),
    ...settings,
  ];
}

/** Members of a group that is, or was, in the list: the first match wins, so the order counts too. */
function roleWork({ settings: before }: Workspace, { settings: after }: Workspace): Work {
  const groups = [...before.groupRoles, ...after.groupRoles].map(({ group }) => group);
  return { kind: 'evaluateRoles', groups: [...new Set(groups)] };
}

function toJson(setting: WorkspaceSettings[keyof WorkspaceSettings]) {
  return typeof setting === 'object' ? setting.map((entry) => ({ ...entry })) : setting;
}
