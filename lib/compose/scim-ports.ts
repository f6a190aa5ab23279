import { unchangedRecord } from '#activity/record.ts';
import { authenticate } from '#auth/authenticate.ts';
import { cachedDigests } from '#auth/digest-cache.ts';
import { tokenUseNotes } from '#auth/token-use.ts';
import { adapters } from '#compose/adapters.ts';
import type { HttpPorts } from '#http/ports.ts';
import { dynamoActivityLog } from '#store/activity-log.ts';
import { dynamoTokenUses } from '#store/token-uses.ts';
import { dynamoWorkspaceStore } from '#store/workspace-store.ts';

let ports: HttpPorts | undefined;

/** What every SCIM function needs, whatever its operation. */
export function scimPorts(): HttpPorts {
  ports ??= compose();
  return ports;
}

function compose(): HttpPorts {
  const { database: client, vault, log, baseUrl, ...system } = adapters();
  const dynamo = { client, ...system };
  const activity = dynamoActivityLog(dynamo);
  const { noteUse, noteFailure } = tokenUseNotes({ ...system, uses: dynamoTokenUses(dynamo) });
  const authPorts = {
    now: system.now,
    workspaces: dynamoWorkspaceStore(dynamo),
    vault: cachedDigests(vault),
  };
  return {
    now: system.now,
    log,
    baseUrl,
    authenticate: (call) => authenticate(authPorts, call),
    noteUse,
    async recordRefusal(context, { operation, resourceId, attributes, ...result }) {
      const resource = resourceId === undefined ? undefined : userOf(resourceId);
      const refusal = { operation, resource, result, ignored: attributes };
      const record = unchangedRecord(system, context, refusal);
      await Promise.all([activity.append(context, record), noteFailure(context, result)]);
    },
  };
}

function userOf(id: string) {
  return { type: 'User', id } as const;
}
