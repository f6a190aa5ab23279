import { authenticate } from '#auth/authenticate.ts';
import { cachedDigests } from '#auth/digest-cache.ts';
import { tokenUseNotes } from '#auth/token-use.ts';
import { adapters } from '#compose/adapters.ts';
import { refusalRecorder } from '#compose/refusal-recorder.ts';
import type { HttpPorts } from '#http/ports.ts';
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
  const recordRefusal = refusalRecorder(dynamo);
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
    async recordRefusal(context, refusal) {
      const { operation: _, resource: __, attributes: ___, ...result } = refusal;
      await Promise.all([recordRefusal(context, refusal), noteFailure(context, result)]);
    },
  };
}
