/** Every route of the admin API, with all that it takes: a route that is added to `routes.ts` must be here. */

import { ROUTES } from '#functions/routes.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import { WRITES } from '../functions/admin/writes.ts';

export interface AdminDoor {
  /** `{ws}`, `{id}`, `{tokenId}` and `{name}` stand for those of a workspace that is there, in values too. */
  readonly path: string;
  readonly method: string;
  /** A valid value of each parameter. */
  readonly query: Readonly<Record<string, string>>;
  /** A valid value of each field; undefined where none is taken. */
  readonly body: object | undefined;
}

type Taken = Partial<Pick<AdminDoor, 'query' | 'body'>>;

const PLACE = { ws: '{ws}', id: '{id}', tokenId: '{tokenId}', name: '{name}' };
const valid = (key: string) => WRITES[key]?.body?.(PLACE);

const PAGE = { limit: '2' };
/** A cursor is valid on the page after its own alone, and so no list begins with one. */
const LOG = { limit: '2', after: 'now', result: 'failure', subject: '{id}', kind: 'User' };
const PERSON = { limit: '2', email: 'ada@acme.example' };
const SETTINGS = {
  scimAvailable: true,
  scimEnabled: true,
  onManualConflict: 'adopt',
  roleEditing: 'idp',
  groupRoles: [{ group: 'Admins', role: 'ADMIN' }],
  keepDeletedDays: 9,
};
/** null empties a field of any type. */
const FIELDS = Object.fromEntries(
  profileNamed('modernloop').fields.map(({ name }) => [name, null]),
);
const USER = { ...FIELDS, active: true, role: 'ADMIN', appFields: { appUserId: 'u-1' } };

/** By route key. */
const TAKEN: Readonly<Record<string, Taken>> = {
  'GET /admin/profiles': {},
  'GET /admin/workspaces': { query: PAGE },
  'POST /admin/workspaces': {
    body: { ...valid('POST /admin/workspaces'), id: 'fuzzed', settings: SETTINGS },
  },
  'GET /admin/workspaces/{ws}': {},
  'PATCH /admin/workspaces/{ws}': {
    body: { ...valid('PATCH /admin/workspaces/{ws}'), profile: 'modernloop', settings: SETTINGS },
  },
  'DELETE /admin/workspaces/{ws}': { body: valid('DELETE /admin/workspaces/{ws}') },
  'GET /admin/workspaces/{ws}/tokens': { query: PAGE },
  'POST /admin/workspaces/{ws}/tokens': {
    body: { graceSeconds: 60, expiresAt: '2099-01-31T12:00:00Z' },
  },
  'DELETE /admin/workspaces/{ws}/tokens/{tokenId}': {},
  'GET /admin/activity': { query: LOG },
  'GET /admin/workspaces/{ws}/activity': { query: LOG },
  'POST /admin/workspaces/{ws}/activity/replay': {
    body: { ...valid('POST /admin/workspaces/{ws}/activity/replay'), kinds: ['User Provisioned'] },
  },
  'GET /admin/workspaces/{ws}/setup-guide': { query: { idp: 'okta' } },
  'GET /admin/workspaces/{ws}/users': {
    query: { ...PERSON, role: 'ADMIN', active: 'true', provisionedBy: 'manual' },
  },
  'POST /admin/workspaces/{ws}/users': {
    body: { ...USER, ...valid('POST /admin/workspaces/{ws}/users') },
  },
  'GET /admin/workspaces/{ws}/users/{id}': {},
  'PATCH /admin/workspaces/{ws}/users/{id}': {
    body: { ...USER, ...valid('PATCH /admin/workspaces/{ws}/users/{id}') },
  },
  'DELETE /admin/workspaces/{ws}/users/{id}': {},
  'GET /admin/workspaces/{ws}/groups': { query: { ...PAGE, displayName: 'Admins' } },
  'GET /admin/workspaces/{ws}/groups/{id}': {},
  'GET /admin/workspaces/{ws}/groups/{id}/members': { query: PAGE },
  'GET /admin/users': { query: PERSON },
  'ANY /admin': {},
  'ANY /admin/': {},
  'ANY /admin/{proxy+}': {},
};

export const ADMIN_KEYS = ROUTES.filter(({ path }) => path.startsWith('/admin')).map(
  ({ method, path }) => `${method} ${path}`,
);

/** Keys of the table; the test holds them against `ADMIN_KEYS`. */
export const TAKEN_KEYS = Object.keys(TAKEN);

export const ADMIN_DOORS: readonly AdminDoor[] = Object.entries(TAKEN).map(([key, taken]) => {
  const [method = '', path = ''] = key.split(' ');
  return { method: method === 'ANY' ? 'PUT' : method, path, query: {}, body: undefined, ...taken };
});
