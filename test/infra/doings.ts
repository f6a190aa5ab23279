/** Doings of identity providers, admins and the background, until every function has needed all of its rights. */

import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { handler as publish } from '#functions/publish-activity.ts';
import { BACKGROUND } from '#functions/routes.ts';
import { handler as sweep } from '#functions/sweep-activity.ts';
import { bodyOf } from '#test/support/answers.ts';
import { type Deployment, workspaceAdmin } from '#test/support/deployment.ts';
import { asFunction } from '#test/support/iam.ts';
import { readAll } from '#test/support/invariants.ts';

/** A read that is refused goes into the activity log. */
const REFUSED = 'attributes=id&excludedAttributes=meta';
const LAMBDA = { getRemainingTimeInMillis: () => 60_000 };
/** More members than one transaction takes with its group. */
const MANY = 20;
const OPEN = '/workspaces/standard-demo';

export async function asIdentityProvider(deployment: Deployment): Promise<void> {
  const { send } = deployment;
  await useGroups(deployment);
  const user = { userName: 'member@example.com' };
  const id = idOf(await send('POST', '/Users', user));
  const group = idOf(await send('POST', '/Groups', { displayName: 'All', members: [member(id)] }));
  await send('GET', `/Users/${id}`);
  for (const path of [`/Users/${id}`, `/Groups/${group}`]) await send('GET', `${path}?${REFUSED}`);
  await send('PUT', `/Users/${id}`, { ...user, title: 'Member' });
  await send('PATCH', `/Users/${id}`, patch({ path: 'active', value: false }));
  await send('DELETE', `/Users/${id}`);
  await send('DELETE', `/Groups/${group}`);
  await send('POST', '/.search', {
    filter: 'displayName eq "All" or userName eq "many1@example.com"',
  });
  await send('POST', '/.search', { filter: 'unknown' });
  await send('GET', '/Schemas?filter=id%20pr');
}

/** Of few members and of many; and from page to page. */
async function useGroups({ send }: Deployment): Promise<void> {
  const ids = await manyUsers(send, 'many');
  const [first = '', ...others] = ids;
  const create = async (displayName: string, members: readonly string[]) =>
    idOf(await send('POST', '/Groups', { displayName, members: members.map(member) }));
  const one = await create('One', [first]);
  await create('Two', ids);
  await send('GET', `/Groups/${one}`);
  await send('PATCH', `/Groups/${one}`, patch({ path: 'members', value: others.map(member) }));
  await send('PUT', `/Groups/${one}`, { displayName: 'Three', members: [member(first)] });
  await send('PUT', `/Groups/${one}`, { displayName: 'Three', members: ids.map(member) });
  await send('DELETE', `/Groups/${one}`);
  for (const page of ['startIndex=1&count=1', 'startIndex=2&count=1']) {
    await send('GET', `/Groups?${page}`);
  }
}

export async function asAdmin(deployment: Deployment): Promise<void> {
  const { admin } = deployment;
  await invite(deployment);
  await admin('POST', '/workspaces', { id: 'acme', name: 'Acme', profile: 'standard' });
  await admin('PATCH', '/workspaces/acme', { profile: 'none' });
  const tokenId = bodyOf(await admin('POST', '/workspaces/acme/tokens')).tokenId;
  await admin('GET', '/workspaces/acme/tokens');
  await admin('DELETE', `/workspaces/acme/tokens/${tokenId}`);
  await admin('DELETE', '/workspaces/acme/tokens/unknown');
  await admin('GET', '/workspaces/acme');
  await admin('GET', `${OPEN}/activity`);
  const span = { from: '2020-01-01T00:00:00Z', to: '2020-01-02T00:00:00Z' };
  await admin('POST', `${OPEN}/activity/replay`, span);
  await admin('POST', `${OPEN}/activity/replay`, { from: 'then' });
  await admin('GET', `${OPEN}/setup-guide?idp=okta`);
  const [group] = bodyOf(await admin('GET', `${OPEN}/groups`)).groups as { id: string }[];
  await admin('GET', `${OPEN}/groups/${group?.id}/members`);
  await admin('GET', '/users?email=many0@example.com');
  await admin('GET', '/users?email=x', undefined, { authorizer: workspaceAdmin('standard-demo') });
}

/** Somebody is invited, edited and removed; and somebody else becomes the identity provider's. */
async function invite({ admin, send }: Deployment): Promise<void> {
  const invited = async (name: string) =>
    idOf(await admin('POST', `${OPEN}/users`, { email: `${name}@example.com` }));
  const id = await invited('guest');
  await admin('GET', `${OPEN}/users`);
  await admin('PATCH', `${OPEN}/users/${id}`, { userName: 'a-guest@example.com' });
  await admin('PATCH', `${OPEN}/users/${id}`, { unknown: true });
  await admin('DELETE', `${OPEN}/users/${id}`);
  await invited('invited');
  await admin('PATCH', OPEN, { settings: { onManualConflict: 'adopt' } });
  await send('POST', '/Users', { userName: 'invited@example.com' });
  await admin('PATCH', OPEN, { settings: { onManualConflict: 'reject' } });
}

/** What is left to publisher and sweep: roles, the end of a group, replays, the end of a workspace. */
export async function leaveWork({ admin, token, send }: Deployment, name: string): Promise<void> {
  const headers = { authorization: `Bearer ${token('modernloop-demo')}` };
  const asModernLoop: Deployment['send'] = (method, target, body) =>
    send(method, target, body, headers);
  const ids = await manyUsers(asModernLoop, name);
  const group = { displayName: name, members: ids.map(member) };
  await asModernLoop('POST', '/Groups', group);
  const span = { from: '2020-01-01T00:00:00Z', to: '2040-01-01T00:00:00Z' };
  await admin('POST', '/workspaces/modernloop-demo/activity/replay', span);
  const gone = await asModernLoop('POST', '/Groups', { ...group, displayName: `${name} of late` });
  await asModernLoop('DELETE', `/Groups/${idOf(gone)}`);
  const groupRoles = [{ group: name, role: 'SCHEDULER' }];
  await admin('PATCH', '/workspaces/modernloop-demo', { settings: { groupRoles } });
  await admin('POST', '/workspaces', { id: name, name, profile: 'standard' });
  await admin('DELETE', `/workspaces/${name}`, { name });
}

/** Every record that is not finished, as the stream brings it. */
export async function publishAll({ table }: Deployment): Promise<void> {
  const Records = (await readAll(table()))
    .filter(({ gsi2pk }) => gsi2pk !== undefined)
    .map(({ pk, sk }) => ({
      eventName: 'INSERT',
      dynamodb: { SequenceNumber: sk, Keys: { pk: { S: pk }, sk: { S: sk } } },
    }));
  await overBus(() => asFunction(BACKGROUND.publish.entry, () => publish({ Records }, LAMBDA)));
}

export async function sweepAll(): Promise<void> {
  await overBus(() => asFunction(BACKGROUND.sweep.entry, () => sweep({}, LAMBDA)));
}

/** A bus that takes everything. */
async function overBus(work: () => Promise<unknown>): Promise<void> {
  process.env.EVENT_BUS_NAME = 'events';
  const bus = mockClient(EventBridgeClient);
  bus.on(PutEventsCommand).callsFake(({ Entries }: { readonly Entries: readonly object[] }) => ({
    Entries: Entries.map((_, index) => ({ EventId: String(index) })),
  }));
  try {
    await work();
  } finally {
    bus.restore();
  }
}

async function manyUsers(send: Deployment['send'], name: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let index = 0; index < MANY; index += 1) {
    const userName = `${name}${index}@example.com`;
    const user = { userName, name: { givenName: 'Barbara', familyName: 'Jensen' } };
    ids.push(idOf(await send('POST', '/Users', { ...user, emails: [{ value: userName }] })));
  }
  return ids;
}

const member = (value: string) => ({ value });
const patch = (operation: object) => ({ Operations: [{ op: 'replace', ...operation }] });

/** @throws {Error} where nothing was made. */
function idOf(answer: Parameters<typeof bodyOf>[0]): string {
  const { id } = bodyOf(answer);
  if (typeof id !== 'string') throw new Error(`nothing was made: ${answer.body}`);
  return id;
}
