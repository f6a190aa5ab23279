/**
 * A SCIMMY server as its documentation builds one: express, SCIMMYRouters, handlers for ingress, egress
 * and degress; `filter.match` over all users where there is a filter, and of a list no more than its page.
 * Its users are in a Map of this process, which is less than any server can do with that must keep them.
 *
 * Of express it takes release 4, which SCIMMYRouters is developed with: there its paging works. Release 5
 * reads the query anew each time, so that `count` stays text, and every page has SCIMMY's default of 20.
 */

import { randomUUID } from 'node:crypto';
import express from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';
import { serveCalls } from '../measured-process.ts';

const TOKEN = 'token-of-the-benchmark';
/** Of SCIMMY, where a list is asked for without a count. */
const DEFAULT_COUNT = 20;

const users = new Map();
/** Ids by userName, so that uniqueness costs no walk. */
const idsByUserName = new Map();

SCIMMY.Resources.declare(SCIMMY.Resources.User)
  .extend(SCIMMY.Schemas.EnterpriseUser, false)
  .egress((resource) => (resource.id === undefined ? findMany(resource) : found(resource.id)))
  .ingress(({ id }, data) => (id === undefined ? create(plain(data)) : replace(id, plain(data))))
  .degress(({ id }) => {
    idsByUserName.delete(keyOf(found(id)));
    users.delete(id);
  });

const app = express();
app.use(
  '/scim',
  new SCIMMYRouters({
    type: 'bearer',
    handler(request) {
      if (request.header('Authorization') === `Bearer ${TOKEN}`) return 'the-benchmark';
      throw new Error('Authorization not detected!');
    },
  }),
);

const server = app.listen(0, '127.0.0.1', () => {
  const scimBaseUrl = `http://127.0.0.1:${server.address().port}/scim`;
  serveCalls({ scimBaseUrl, token: TOKEN }, { fill: (bodies) => bodies.map(add) });
});

function add(body) {
  return create(plain(new SCIMMY.Schemas.User(body, 'in'))).id;
}

function create(data) {
  if (idsByUserName.has(keyOf(data))) {
    throw new SCIMMY.Types.Error(409, 'uniqueness', 'User already exists');
  }
  const now = new Date().toISOString();
  const user = { ...data, id: randomUUID(), meta: { created: now, lastModified: now } };
  users.set(user.id, user);
  idsByUserName.set(keyOf(user), user.id);
  return user;
}

function replace(id, data) {
  const { meta, ...before } = found(id);
  idsByUserName.delete(keyOf(before));
  const user = { ...data, id, meta: { ...meta, lastModified: new Date().toISOString() } };
  users.set(id, user);
  idsByUserName.set(keyOf(user), id);
  return user;
}

/**
 * By filter and constraints, as the documentation of egress has it; and as that of ListResponse has it,
 * an array with no more than the page in it, as long as all of them are many, so that only the page is
 * built. SCIMMY would cut a page again that begins within the first.
 */
function findMany({ filter, constraints = {} }) {
  const all = [...users.values()];
  if (filter) return filter.match(all);
  const { startIndex = 1, count = DEFAULT_COUNT } = constraints;
  if (startIndex > 1 && startIndex <= count) return all;
  const page = all.slice(startIndex - 1, startIndex - 1 + count);
  page.length = all.length;
  return page;
}

function found(id) {
  const user = users.get(id);
  if (user === undefined) throw new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);
  return user;
}

function keyOf({ userName }) {
  return userName.toLowerCase();
}

/** SCIMMY's instances have getters; what is kept is data. */
function plain(instance) {
  return JSON.parse(JSON.stringify(instance));
}
