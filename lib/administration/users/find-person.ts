import * as v from 'valibot';
import { Limit, readCursor, toCursor } from '#administration/cursor.ts';
import { type AdminRequest, type AdminResult, readQuery } from '#administration/exchange.ts';
import type { PeoplePorts } from '#administration/ports.ts';
import { renderUser } from '#administration/users/render-user.ts';
import type { AdminContext } from '#directory/admin-context.ts';
import type { PersonPlace } from '#directory/ports.ts';
import type { JsonObject } from '#directory/user.ts';
import { fold } from '#scim/fold.ts';

const Query = v.strictObject({
  limit: Limit,
  cursor: v.optional(v.string()),
  email: v.pipe(v.string(), v.minLength(1, 'must be an e-mail address'), v.transform(fold)),
});

/** In the index's own words. */
const PLACE = /^[\w#-]{1,200}$/;

/**
 * GET /admin/users?email=: the users of all workspaces who have it as their identity e-mail, a moment
 * behind. For admins of the platform.
 *
 * @throws {Problem} 400.
 */
export async function findPerson(
  ports: PeoplePorts,
  admin: AdminContext,
  request: AdminRequest,
): Promise<AdminResult> {
  const { limit, cursor, email } = readQuery(Query, request);
  const list = { workspaceId: '', name: `people ${email}`, position: PLACE };
  const after = readCursor(list, cursor);
  const { places, next } = await ports.people.places(email, { limit, ...(after && { after }) });
  const users = await Promise.all(places.map((place) => userAt(ports, admin, place)));
  return {
    kind: 'document',
    body: {
      users: users.flat(),
      ...(next !== undefined && { nextCursor: toCursor(list, next) }),
    },
  };
}

/** Nobody, where the user or the workspace has gone meanwhile. */
async function userAt(
  ports: PeoplePorts,
  admin: AdminContext,
  { workspaceId, userId }: PersonPlace,
): Promise<readonly JsonObject[]> {
  const context = await ports.openWorkspace(admin, workspaceId);
  const known = context && (await ports.people.get(context, userId));
  if (context === undefined || known === undefined) return [];
  return [{ workspaceId, ...(await renderUser(ports, context, known)) }];
}
