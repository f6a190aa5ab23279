import * as v from 'valibot';
import { Limit, type List, readCursor, toCursor } from '#administration/cursor.ts';
import { type AdminRequest, type AdminResult, readQuery } from '#administration/exchange.ts';
import type { UserAdministrationPorts } from '#administration/ports.ts';
import { renderUsers } from '#administration/users/render-user.ts';
import { requireRole } from '#administration/users/user-body.ts';
import type { KnownUser, UserSection } from '#directory/ports.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import type { Profile } from '#mapping/profile.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import { withRole } from '#mapping/role.ts';
import { fold } from '#scim/fold.ts';

/** Users that a page looks at: one of a narrowed list may be short, or empty, and have a cursor. */
const MAX_SEEN = 1000;
const MAX_PAGE_BYTES = 5 * 1024 * 1024;

/** `<section> <id>`. */
const POSITION = /^(?:scim|manual|deleted)(?: [0-9a-f-]{36})?$/;
const SECTIONS: readonly UserSection[] = ['scim', 'manual', 'deleted'];

const Query = v.strictObject({
  limit: Limit,
  cursor: v.optional(v.string()),
  email: v.optional(v.pipe(v.string(), v.transform(fold))),
  role: v.optional(v.string()),
  active: v.optional(v.picklist(['true', 'false'])),
  provisionedBy: v.optional(v.picklist(['scim', 'manual'])),
});

type Query = v.InferOutput<typeof Query>;
type Matches = (known: KnownUser) => boolean;

/**
 * GET /admin/workspaces/{ws}/users?limit&cursor&email&role&active&provisionedBy: the provisioned, then
 * those invited by hand, then the deleted, each in order of creation. By `email` nobody who was
 * deleted is found.
 *
 * @throws {Problem} 400.
 */
export async function listUsers(
  ports: Pick<UserAdministrationPorts, 'people' | 'groups'>,
  context: WorkspaceContext,
  request: AdminRequest,
): Promise<AdminResult> {
  const { people } = ports;
  const profile = profileNamed(context.workspace.profile);
  const query = readQuery(Query, request);
  const matches = matcherOf(profile, query);
  const list = listOf(context, query);
  const position = readCursor(list, query.cursor);
  const { users, next } =
    query.email === undefined
      ? await walk(people, context, matches, query.limit, position)
      : { users: (await people.byEmail(context, query.email, MAX_SEEN)).filter(matches) };
  return {
    kind: 'document',
    body: {
      users: await renderUsers(ports, context, users),
      ...(next !== undefined && { nextCursor: toCursor(list, next) }),
    },
  };
}

function listOf(
  { workspace }: WorkspaceContext,
  { limit: _, cursor: __, ...narrowed }: Query,
): List {
  const name = `users ${JSON.stringify(narrowed)}`;
  return { workspaceId: workspace.id, name, position: POSITION };
}

/** @throws {Problem} 400 for a role that the profile does not have. */
function matcherOf(profile: Profile, query: Query): Matches {
  const role = query.role === undefined ? undefined : requireRole(profile, query.role);
  const { active, provisionedBy } = query;
  return ({ user }) =>
    (active === undefined || String(user.active) === active) &&
    (provisionedBy === undefined || user.provisionedBy === provisionedBy) &&
    (role === undefined || withRole(profile, user).role?.value === role);
}

interface Walked {
  readonly users: readonly KnownUser[];
  readonly next?: string;
}

/** @param position `<section> <id>`: where the page before ended; the id is absent for a section's begin. */
async function walk(
  people: UserAdministrationPorts['people'],
  context: WorkspaceContext,
  matches: Matches,
  limit: number,
  position = 'scim',
): Promise<Walked> {
  const users: KnownUser[] = [];
  let seen = 0;
  let [section = 'scim', after]: (string | undefined)[] = position.split(' ');
  for (;;) {
    const request = { limit, maxBytes: MAX_PAGE_BYTES, ...(after && { after }) };
    const page = await people.page(context, section as UserSection, request);
    const room = limit - users.length;
    const matching = page.users.filter(matches);
    users.push(...matching.slice(0, room));
    seen += page.users.length;
    after = matching.length > room ? matching[room - 1]?.user.id : page.next;
    if (after === undefined) section = SECTIONS[SECTIONS.indexOf(section as UserSection) + 1] ?? '';
    if (section === '') return { users };
    if (users.length >= limit || seen >= MAX_SEEN) return { users, next: join(section, after) };
  }
}

function join(section: string, after: string | undefined): string {
  return after === undefined ? section : `${section} ${after}`;
}
