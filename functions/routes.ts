/** Every route of the endpoint, as data. The stack, the local server and the tests read it. */

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As API Gateway writes it; `{id}` stands for one part of the path. */
  readonly path: string;
  /** The module of the handler, from the root of the repository. */
  readonly entry: string;
  /** `read` may write nothing but activity, bookmarks and token use. */
  readonly rights: 'read' | 'write';
  /** Seconds after which Lambda gives up; work is given up 2 seconds earlier. */
  readonly timeoutSeconds: number;
}

const route = (
  method: Route['method'],
  path: string,
  entry: string,
  rights: Route['rights'],
): Route => ({
  method,
  path: `/scim/v2${path}`,
  entry: `functions/${entry}.ts`,
  rights,
  timeoutSeconds: 20,
});

export const ROUTES: readonly Route[] = [
  route('POST', '/Users', 'users/create-user', 'write'),
  route('POST', '/Users/', 'users/create-user', 'write'),
  route('GET', '/Users', 'users/query-users', 'read'),
  route('GET', '/Users/', 'users/query-users', 'read'),
  route('POST', '/Users/.search', 'users/query-users', 'read'),
  route('GET', '/Users/{id}', 'users/get-user', 'read'),
  route('PUT', '/Users/{id}', 'users/replace-user', 'write'),
  route('PATCH', '/Users/{id}', 'users/patch-user', 'write'),
  route('DELETE', '/Users/{id}', 'users/delete-user', 'write'),
  route('POST', '/.search', 'search', 'read'),
  route('GET', '/ServiceProviderConfig', 'discovery', 'read'),
  route('GET', '/ResourceTypes', 'discovery', 'read'),
  route('GET', '/ResourceTypes/{id}', 'discovery', 'read'),
  route('GET', '/Schemas', 'discovery', 'read'),
  route('GET', '/Schemas/{id}', 'discovery', 'read'),
];

/** What takes the requests that no route takes. */
export const DEFAULT_ROUTE = {
  entry: 'functions/not-found.ts',
  rights: 'read',
  timeoutSeconds: 10,
} as const;
