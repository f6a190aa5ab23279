/** Goes through the users of a workspace one by one, within bounds. */

import type { User } from '#directory/user.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import type { UserPorts } from '#provisioning/ports.ts';
import type { Predicate } from '#scim/filter/evaluate.ts';
import type { JsonObject } from '#scim/json.ts';
import { ScimError } from '#scim/scim-error.ts';

/** Users that are read at once. */
const STRIDE = 500;
/** Bytes of stored resources that one walk may read. */
const MAX_WALK_BYTES = 50 * 1024 * 1024;

/**
 * Every user that matches, in order of creation. The number of users is read first, so that a
 * larger workspace is refused before any of them is.
 *
 * @throws {ScimError} `tooMany` (400): never a part of the answer.
 */
export async function walkUsers(
  ports: UserPorts,
  context: WorkspaceContext,
  render: (user: User) => JsonObject,
  matches: Predicate,
): Promise<JsonObject[]> {
  await checkWalkable(ports, context);
  const matching: JsonObject[] = [];
  let after: string | undefined;
  let bytesLeft = MAX_WALK_BYTES;
  let walked = 0;
  do {
    const request = { after, limit: STRIDE, maxBytes: bytesLeft };
    const { users, bytes, more } = await ports.users.page(context, request);
    matching.push(...users.map(render).filter(matches));
    walked += users.length;
    bytesLeft -= bytes;
    after = more ? users.at(-1)?.id : undefined;
    if (more && (walked >= ports.maxWalk || bytesLeft <= 0 || ports.now() > context.deadline)) {
      throw tooManyToWalk(ports.maxWalk);
    }
  } while (after !== undefined);
  return matching;
}

/** @throws {ScimError} `tooMany` (400). */
async function checkWalkable(
  { users, maxWalk }: UserPorts,
  context: WorkspaceContext,
): Promise<void> {
  if ((await users.count(context)) > maxWalk) throw tooManyToWalk(maxWalk);
}

export function tooManyToWalk(maxWalk: number): ScimError {
  return ScimError.tooMany(
    `this would go through more than ${maxWalk} users: filter by userName, externalId, emails or id with eq, or list page by page from startIndex 1`,
  );
}
