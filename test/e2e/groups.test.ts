/** Groups over HTTP, against two processes on one table: nothing is lost, whoever meets whom. */

import { beforeAll, describe, expect, it } from '@jest/globals';
import { countByStatus, patchOf, useTwoEndpoints } from './two-endpoints.ts';

const { send, create } = useTwoEndpoints();

const CONCURRENCY = 50;

async function inTurns<Input, Output>(
  inputs: readonly Input[],
  work: (input: Input) => Promise<Output>,
): Promise<Output[]> {
  const outputs: Output[] = [];
  const left = inputs.map((input, index) => ({ input, index }));
  const lane = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      outputs[next.index] = await work(next.input);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, lane));
  return outputs;
}

const adding = (id: string) => patchOf({ op: 'add', path: 'members', value: [{ value: id }] });
const removing = (id: string) => patchOf({ op: 'remove', path: `members[value eq "${id}"]` });
const listOf = (ids: readonly string[]) => ids.map((value) => ({ value }));

async function newGroup(displayName: string, ids: readonly string[] = []): Promise<string> {
  const { status, body } = await send('POST', '/Groups', { displayName, members: listOf(ids) });
  expect(status).toBe(201);
  return String(body.id);
}

async function membersOf(groupId: string): Promise<readonly string[]> {
  const { body } = await send('GET', `/Groups/${groupId}`);
  const members = (body.members ?? []) as readonly { readonly value: string }[];
  return members.map(({ value }) => value).sort();
}

let users: readonly string[] = [];
beforeAll(async () => {
  const names = Array.from({ length: 1000 }, (_, index) => `member-${index}`);
  users = await inTurns(names, (userName) => create({ userName }));
}, 300_000);

describe('1,000 PATCHes of one member each, 50 at a time', () => {
  it('make exactly 1,000 members of an empty group', async () => {
    const groupId = await newGroup('thousand');

    const answers = await inTurns(users, (id) => send('PATCH', `/Groups/${groupId}`, adding(id)));

    expect(countByStatus(answers)).toEqual({ 200: 1000 });
    expect(await membersOf(groupId)).toEqual([...users].sort());
    const { body } = await send('GET', `/Users/${users[500]}?attributes=groups`);
    expect(body.groups).toMatchObject([{ value: groupId, display: 'thousand' }]);
    await send('DELETE', `/Groups/${groupId}`);
  }, 300_000);
});

describe('PATCHes that meet', () => {
  it('of adds and removes come to what a model comes to', async () => {
    const [stay, go, come] = [users.slice(0, 60), users.slice(60, 160), users.slice(160, 260)];
    const groupId = await newGroup('mixed', [...stay, ...go]);
    const requests = [...go.map(removing), ...come.map(adding)];
    const mixed = requests.map((_, n) => requests[(n * 77) % requests.length]);

    const answers = await inTurns(mixed, (body) => send('PATCH', `/Groups/${groupId}`, body));

    expect(countByStatus(answers)).toEqual({ 200: 200 });
    expect(await membersOf(groupId)).toEqual([...stay, ...come].sort());
  });

  it('of one member in and out end with the last word or the one before', async () => {
    const [id = ''] = users;
    const groupId = await newGroup('in and out');
    const bodies = Array.from({ length: 40 }, (_, n) => (n % 2 ? removing(id) : adding(id)));

    const answers = await inTurns(bodies, (body) => send('PATCH', `/Groups/${groupId}`, body));

    expect(countByStatus(answers)).toEqual({ 200: 40 });
    const { body } = await send('GET', `/Users/${id}?attributes=groups`);
    const groups = (body.groups ?? []) as readonly { readonly value: string }[];
    expect(groups.some(({ value }) => value === groupId)).toBe(
      (await membersOf(groupId)).includes(id),
    );
  });

  it('of names and of members both land', async () => {
    const groupId = await newGroup('old name');
    const renaming = patchOf({ op: 'replace', value: { id: groupId, displayName: 'new name' } });
    const bodies = [...users.slice(0, 50).map(adding), renaming];

    const answers = await inTurns(bodies, (body) => send('PATCH', `/Groups/${groupId}`, body));

    expect(countByStatus(answers)).toEqual({ 200: 51 });
    const { body } = await send('GET', `/Groups/${groupId}`);
    expect(body.displayName).toBe('new name');
    expect(await membersOf(groupId)).toEqual(users.slice(0, 50).toSorted());
  });

  it('with a replace end in some serial order', async () => {
    const [base, added] = [users.slice(0, 30), users.slice(30, 70)];
    const groupId = await newGroup('replaced');
    const replacing = patchOf({ op: 'replace', path: 'members', value: listOf(base) });
    const bodies = [...added.slice(0, 20).map(adding), replacing, ...added.slice(20).map(adding)];

    const answers = await inTurns(bodies, (body) => send('PATCH', `/Groups/${groupId}`, body));

    expect(countByStatus(answers)).toEqual({ 200: 41 });
    const members = await membersOf(groupId);
    const strangers = members.filter((id) => !base.includes(id) && !added.includes(id));
    expect(members).toEqual(expect.arrayContaining([...base]));
    expect(strangers).toEqual([]);
  });

  it('with one If-Match: one lands, the others are 412', async () => {
    const groupId = await newGroup('conditional');
    const { headers } = await send('GET', `/Groups/${groupId}`);
    const ifMatch = { 'if-match': String(headers.get('etag')) };

    const answers = await inTurns(users.slice(0, 30), (id) =>
      send('PATCH', `/Groups/${groupId}`, adding(id), ifMatch),
    );

    expect(countByStatus(answers)).toEqual({ 200: 1, 412: 29 });
    expect(await membersOf(groupId)).toHaveLength(1);
  });
});

describe('POSTs of one displayName', () => {
  it('make one group, whatever the case', async () => {
    const names = Array.from({ length: 40 }, (_, n) => (n % 2 ? 'ONE NAME' : 'One Name'));

    const answers = await inTurns(names, (displayName) => send('POST', '/Groups', { displayName }));

    expect(countByStatus(answers)).toEqual({ 201: 1, 409: 39 });
  });
});
