import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import type { ReadUserPorts } from '#provisioning/ports.ts';
import { userLocation, userResult } from '#provisioning/users/render-user.ts';
import { groupNamesOf, wantsGroups } from '#provisioning/users/user-groups.ts';
import { requestedProjection, requireUser } from '#provisioning/users/user-request.ts';
import { entityTag, isNotModified } from '#scim/etag.ts';
import type { ScimRequest, ScimResult } from '#scim/exchange.ts';

/**
 * GET /Users/{id} (RFC 7644 §3.4.1), inactive users included: 200 and the user, or 304.
 *
 * @throws {ScimError} 404, 412.
 */
export async function getUser(
  ports: ReadUserPorts,
  context: WorkspaceContext,
  request: ScimRequest,
): Promise<ScimResult> {
  const { id, preconditions, baseUrl } = request;
  const profile = profileNamed(context.workspace.profile);
  const projection = requestedProjection(profile, request);
  const user = await requireUser(ports, context, id);
  if (isNotModified(preconditions, user.version)) {
    const [location, version] = [userLocation(baseUrl, user), entityTag(user.version)];
    return { kind: 'notModified', location, version };
  }
  const names = wantsGroups(projection) ? await groupNamesOf(ports, context, [user]) : undefined;
  return userResult('resource', profile, baseUrl, projection, user, names);
}
