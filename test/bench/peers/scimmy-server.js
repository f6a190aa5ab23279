/**
 * A SCIMMY server as its documentation builds one: express, SCIMMYRouters, handlers for ingress, egress
 * and degress, and `filter.match` over all users where there is no id. Its users are in a Map of this
 * process, which is less than any server can do with that must keep them.
 */

import { randomUUID } from 'node:crypto';
import express from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';
import { serveCalls } from '../measured-process.ts';

const TOKEN = 'token-of-the-benchmark';

const users = new Map();
/** Ids by userName, so that uniqueness costs no walk. */
const idsByUserName = new Map();

SCIMMY.Resources.declare(SCIMMY.Resources.User)
  .extend(SCIMMY.Schemas.EnterpriseUser, false)
  .egress(({ id, filter }) => {
    if (id === undefined) return filter ? filter.match([...users.values()]) : [...users.values()];
    return found(id);
  })
  .ingress(({ id }, data) => (id === undefined ? create(plain(data)) : replace(id, plain(data))))
  .degress(({ id }) => {
    idsByUserName.delete(keyOf(found(id)));
    users.delete(id);
  });

const app = express();
app.set('query parser', numericPaging);
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

function found(id) {
  const user = users.get(id);
  if (user === undefined) throw new SCIMMY.Types.Error(404, null, `Resource ${id} not found`);
  return user;
}

function keyOf({ userName }) {
  return userName.toLowerCase();
}

/** SCIMMY passes over paging that is not a number: else every page would be its default of 20. */
function numericPaging(queryString) {
  const query = Object.fromEntries(new URLSearchParams(queryString));
  for (const name of ['startIndex', 'count']) if (name in query) query[name] = Number(query[name]);
  return query;
}

/** SCIMMY's instances have getters; what is kept is data. */
function plain(instance) {
  return JSON.parse(JSON.stringify(instance));
}
