import { untilDecided } from '#directory/until-decided.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import type { WritePorts } from '#provisioning/ports.ts';
import { isForOneVersion, type Preconditions } from '#scim/etag.ts';

/**
 * Attempts a write until nobody was faster. One that is for a single version is told 412 at once when
 * that has passed: no later attempt can succeed.
 *
 * @param attempt reads, decides and writes; it answers undefined where somebody was faster.
 * @throws {TryAgain} where the attempts outlast the request.
 */
export function untilWritten<Result>(
  ports: WritePorts,
  context: WorkspaceContext,
  preconditions: Preconditions,
  attempt: () => Promise<Result | undefined>,
): Promise<Result> {
  return untilDecided(ports, context, attempt, isForOneVersion(preconditions) ? 1 : 0);
}
