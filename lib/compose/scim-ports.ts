import { authenticate } from '#auth/authenticate.ts';
import { cachedDigests } from '#auth/digest-cache.ts';
import { tokenUseNotes } from '#auth/token-use.ts';
import { tableAdapters } from '#compose/adapters.ts';
import { bind } from '#compose/bind.ts';
import { refusalRecorder } from '#compose/refusal-recorder.ts';
import { digestReader } from '#compose/vaults.ts';
import { once } from '#http/once.ts';
import type { HttpPorts } from '#http/ports.ts';
import { noteTokenUse } from '#store/token-uses.ts';
import { readWorkspace } from '#store/workspace-store.ts';

/** What every SCIM function needs, whatever its operation; the functions of one process share it. */
export const scimPorts = once((): HttpPorts => {
  const dynamo = tableAdapters();
  const { now, log, baseUrl } = dynamo;
  const recordRefusal = refusalRecorder(dynamo);
  const uses = bind(dynamo, { note: noteTokenUse });
  const { noteUse, noteFailure } = tokenUseNotes({ now, uses });
  const authPorts = {
    now,
    workspaces: bind(dynamo, { read: readWorkspace }),
    vault: cachedDigests(digestReader()),
  };
  return {
    now,
    log,
    baseUrl,
    authenticate: (call) => authenticate(authPorts, call),
    noteUse,
    async recordRefusal(context, refusal) {
      const { operation: _, resource: __, attributes: ___, ...result } = refusal;
      await Promise.all([recordRefusal(context, refusal), noteFailure(context, result)]);
    },
  };
});
