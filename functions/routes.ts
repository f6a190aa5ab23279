/** Every route of the endpoint, as data. The stack, the local server and the tests read it. */

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'ANY';
  /**
   * As API Gateway writes it; `{id}` stands for one part of the path, `{proxy+}` for the rest of it.
   * What stands below `/admin` is behind the admin authorizer.
   */
  readonly path: string;
  /** The module of the handler, from the root of the repository. */
  readonly entry: string;
  readonly rights: Rights;
  /** Seconds after which Lambda gives up; work is given up 2 seconds earlier. */
  readonly timeoutSeconds: number;
  /** Megabytes; Lambda gives computing time in proportion. @default 512 */
  readonly memoryMb?: number;
}

/**
 * What a function may do with the table and the secrets; `lib/infra/rights.ts` says it in actions.
 *
 * - `none` never comes to the table.
 * - `open` reads the workspace that is named, and nothing else.
 * - `discover` reads the workspace that asks, and nothing else; it notes that the token was used.
 * - `get` reads what it knows the keys of, `read` also what it has to look for; neither writes anything but
 *   activity and token use. `list` keeps bookmarks beside.
 * - `create` makes what it need not look at first, `push` also brings others into line with it; `write` changes
 *   what is stored under keys that it knows; `readWrite` also what it has to look for.
 * - `look` reads what it has to look for, and writes nothing; `manage` changes what it has to look for, and
 *   makes no condition of what stays.
 * - `workspaces` changes workspaces, and makes the place for the token digests of a new one; `tokens` changes
 *   those of a workspace, and makes and removes their digests.
 * - `activity` reads the activity log, and may write there.
 * - `people` finds a person across workspaces, and writes nothing but who may not.
 * - `publish` and `sweep` work through the activity log.
 */
export type Rights =
  | 'none'
  | 'open'
  | 'discover'
  | 'get'
  | 'read'
  | 'list'
  | 'create'
  | 'push'
  | 'write'
  | 'readWrite'
  | 'look'
  | 'manage'
  | 'workspaces'
  | 'tokens'
  | 'activity'
  | 'people'
  | 'publish'
  | 'sweep';

const route = (
  method: Route['method'],
  path: string,
  entry: string,
  rights: Rights,
  size: Partial<Pick<Route, 'timeoutSeconds' | 'memoryMb'>> = {},
): Route => ({
  method,
  path: `/scim/v2${path}`,
  entry: `functions/${entry}.ts`,
  rights,
  timeoutSeconds: 20,
  ...size,
});

/** A walk holds up to 50 MB of users. */
const WALK = { memoryMb: 1024 } as const;

/** Ten thousand members in one request, or a hundred thousand in a group, take time and room. */
const MEMBERS = { memoryMb: 1024, timeoutSeconds: 29 } as const;

/** @param resource its file in functions/admin; all routes of a resource have the same rights. */
const adminRoutes = (
  resource: string,
  rights: Rights,
  ...doors: readonly (readonly [method: Route['method'], path: string])[]
): readonly Route[] =>
  doors.map(([method, path]) => ({
    method,
    path: `/admin${path}`,
    entry: `functions/admin/${resource}.ts`,
    rights,
    timeoutSeconds: 20,
  }));

export const ROUTES: readonly Route[] = [
  route('POST', '/Users', 'users/create-user', 'create'),
  route('POST', '/Users/', 'users/create-user', 'create'),
  route('GET', '/Users', 'users/query-users', 'list', WALK),
  route('GET', '/Users/', 'users/query-users', 'list', WALK),
  route('POST', '/Users/.search', 'users/query-users', 'list', WALK),
  route('GET', '/Users/{id}', 'users/get-user', 'get'),
  route('PUT', '/Users/{id}', 'users/replace-user', 'write'),
  route('PATCH', '/Users/{id}', 'users/patch-user', 'write'),
  route('DELETE', '/Users/{id}', 'users/delete-user', 'write'),
  route('POST', '/Groups', 'groups/create-group', 'push', MEMBERS),
  route('POST', '/Groups/', 'groups/create-group', 'push', MEMBERS),
  route('GET', '/Groups', 'groups/query-groups', 'list', MEMBERS),
  route('GET', '/Groups/', 'groups/query-groups', 'list', MEMBERS),
  route('POST', '/Groups/.search', 'groups/query-groups', 'list', MEMBERS),
  route('GET', '/Groups/{id}', 'groups/get-group', 'read', MEMBERS),
  route('PUT', '/Groups/{id}', 'groups/replace-group', 'readWrite', MEMBERS),
  route('PATCH', '/Groups/{id}', 'groups/patch-group', 'readWrite', MEMBERS),
  route('DELETE', '/Groups/{id}', 'groups/delete-group', 'readWrite', MEMBERS),
  route('POST', '/.search', 'search', 'read', WALK),
  route('GET', '/ServiceProviderConfig', 'discovery', 'discover'),
  route('GET', '/ResourceTypes', 'discovery', 'discover'),
  route('GET', '/ResourceTypes/{id}', 'discovery', 'discover'),
  route('GET', '/Schemas', 'discovery', 'discover'),
  route('GET', '/Schemas/{id}', 'discovery', 'discover'),
  ...adminRoutes('profiles', 'none', ['GET', '/profiles']),
  ...adminRoutes(
    'workspaces',
    'workspaces',
    ['GET', '/workspaces'],
    ['POST', '/workspaces'],
    ['GET', '/workspaces/{ws}'],
    ['PATCH', '/workspaces/{ws}'],
    ['DELETE', '/workspaces/{ws}'],
  ),
  ...adminRoutes(
    'tokens',
    'tokens',
    ['GET', '/workspaces/{ws}/tokens'],
    ['POST', '/workspaces/{ws}/tokens'],
    ['DELETE', '/workspaces/{ws}/tokens/{tokenId}'],
  ),
  ...adminRoutes(
    'activity',
    'activity',
    ['GET', '/activity'],
    ['GET', '/workspaces/{ws}/activity'],
    ['POST', '/workspaces/{ws}/activity/replay'],
  ),
  ...adminRoutes('setup-guide', 'open', ['GET', '/workspaces/{ws}/setup-guide']),
  ...adminRoutes(
    'users',
    'manage',
    ['GET', '/workspaces/{ws}/users'],
    ['POST', '/workspaces/{ws}/users'],
    ['GET', '/workspaces/{ws}/users/{id}'],
    ['PATCH', '/workspaces/{ws}/users/{id}'],
    ['DELETE', '/workspaces/{ws}/users/{id}'],
  ),
  ...adminRoutes(
    'groups',
    'look',
    ['GET', '/workspaces/{ws}/groups'],
    ['GET', '/workspaces/{ws}/groups/{id}'],
    ['GET', '/workspaces/{ws}/groups/{id}/members'],
  ),
  ...adminRoutes('people', 'people', ['GET', '/users']),
  ...adminRoutes('not-found', 'none', ['ANY', ''], ['ANY', '/'], ['ANY', '/{proxy+}']),
];

/** What takes the requests that no route takes. */
export const DEFAULT_ROUTE = {
  entry: 'functions/not-found.ts',
  rights: 'discover',
  timeoutSeconds: 10,
} as const;

/** What no route calls, but the table's stream and the clock. */
export const BACKGROUND = {
  publish: { entry: 'functions/publish-activity.ts', rights: 'publish' },
  sweep: { entry: 'functions/sweep-activity.ts', rights: 'sweep' },
} as const;

/** The module of every function, each once. */
export const ENTRIES: readonly string[] = [
  ...new Set([...ROUTES, DEFAULT_ROUTE, ...Object.values(BACKGROUND)].map(({ entry }) => entry)),
];
