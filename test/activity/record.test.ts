import { describe, expect, it } from '@jest/globals';
import { type Unchanged, unchangedRecord, userRecord } from '#activity/record.ts';
import { SYSTEM } from '#compose/adapters.ts';
import { isId, timeOfId } from '#directory/user.ts';
import { aUser, personOf } from '#test/support/users.ts';
import { aContext, aWorkspace } from '#test/support/workspaces.ts';

const WINDOW_MS = 15_000;
const START = 118_000_000 * WINDOW_MS;
const REFUSAL: Unchanged = {
  operation: 'replace',
  resource: { type: 'User', id: 'x' },
  result: { status: 400, scimType: 'invalidValue', reason: 'userName is required' },
  ignored: ['userName'],
};
const ports = (now = START) => ({ now: () => now, newId: () => 'record-1' });
const context = aContext({ requestId: 'request-1', client: 'entra' });
const unchanged = (parts: Partial<Unchanged> = {}, now = START, of = context) =>
  unchangedRecord(ports(now), of, { ...REFUSAL, ...parts });

describe('the record of a change', () => {
  const before = aUser({ resource: { userName: 'ada', title: 'canary' } });
  const change = {
    operation: 'patch',
    before,
    after: { ...before, version: 2 },
    changed: ['title'],
    ignored: ['shoeSize'],
    status: 200,
    person: personOf(before),
  } as const;

  it('says when, who, what, by which request and to which version', () => {
    const { events, ...record } = userRecord(ports(), context, change);

    expect(record).toMatchObject({
      id: 'record-1',
      at: new Date(START).toISOString(),
      actor: context.actor,
      operation: 'patch',
      resource: { type: 'User', id: before.id },
      result: { status: 200 },
      changed: ['title'],
      ignored: ['shoeSize'],
      version: 2,
      requestId: 'request-1',
      client: 'entra',
    });
    expect(events).toHaveLength(1);
    expect(JSON.stringify([record, events])).not.toContain('canary');
  });

  it('says of a delete the version that follows the last', () => {
    const record = userRecord(ports(), context, {
      ...change,
      operation: 'delete',
      after: undefined,
    });

    expect(record.version).toBe(2);
  });

  it('names its workspace, so that it can be read alone', () => {
    const record = userRecord(ports(), context, change);

    expect(record).toMatchObject({ workspaceId: 'acme' });
  });
});

describe('the record of a request that changed nothing', () => {
  it('has no events, and changed nothing', () => {
    const record = unchanged();

    expect(record).toMatchObject({ ...REFUSAL, changed: [], events: [], requestId: 'request-1' });
    expect(record).not.toHaveProperty('version');
  });

  it('names its workspace, so that it can be read alone', () => {
    const elsewhere = aContext({ workspace: aWorkspace({ id: 'acme-2' }) });

    expect(unchanged().workspaceId).toBe('acme');
    expect(unchanged({}, START, elsewhere).workspaceId).toBe('acme-2');
  });

  it('is the same record again for an equal one within 15 seconds', () => {
    const again = aContext({ requestId: 'request-2' });

    const ids = [unchanged(), unchanged({}, START + WINDOW_MS - 1), unchanged({}, START, again)];

    expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
  });

  it('is the same record again where only what it does not keep is different', () => {
    const names = Array.from({ length: 20 }, (_, index) => `a${index}`);
    const sent = [
      [...names],
      [...names, 'a0'],
      ['ada@x.example', ...names],
      [...names, 'ada lovelace', 'x'.repeat(201)],
      [...names, 'b'],
    ];

    const ids = sent.map((ignored) => unchanged({ ignored }).id);

    expect(new Set(ids).size).toBe(1);
  });

  it.each([
    ['in the next 15 seconds', unchanged({}, START + WINDOW_MS)],
    ['in the 15 seconds before', unchanged({}, START - 1)],
    ['of another operation', unchanged({ operation: 'patch' })],
    ['of another resource', unchanged({ resource: { type: 'User', id: 'y' } })],
    ['of no resource', unchanged({ resource: undefined })],
    ['with another result', unchanged({ result: { status: 400 } })],
    ['with other attributes', unchanged({ ignored: [] })],
    [
      'by another token',
      unchanged({}, START, aContext({ actor: { kind: 'scim', tokenId: 'other' } })),
    ],
  ])('is another one %s', (_, record) => {
    expect(record.id).not.toBe(unchanged().id);
  });

  it('has an id that sorts by its time among the others', () => {
    const { id } = unchanged({}, Date.now());
    const later = SYSTEM.newId();

    expect(isId(id)).toBe(true);
    expect(id < later).toBe(true);
    expect(parseInt(id.replaceAll('-', '').slice(0, 12), 16) % WINDOW_MS).toBe(0);
  });

  it('says when it was, though it sorts where its 15 seconds begin', () => {
    const record = unchanged({}, START + 7000);

    expect(record.at).toBe(new Date(START + 7000).toISOString());
    expect(timeOfId(record.id)).toBe(START);
  });
});

describe('the names that a record keeps', () => {
  const namesKept = (ignored: readonly string[]) => unchanged({ ignored }).ignored;

  it('are attribute names and paths, URNs included', () => {
    const names = ['shoeSize', 'name.nick', '$ref', 'urn:ietf:params:scim:schemas:x:2.0:User:a-b'];

    expect(namesKept(names)).toEqual(names);
  });

  it.each([
    'ada@x.example',
    'emails[value eq "ada@x.example"]',
    'Ada Lovelace',
    '<script>',
    'a\nb',
    'ünï',
    '',
    'x'.repeat(201),
  ])('are never something that could be a value or worse: %p', (name) => {
    expect(namesKept([name, 'title'])).toEqual(['title']);
  });

  it('are each kept once, and 20 at the most', () => {
    const names = Array.from({ length: 50 }, (_, index) => `a${index % 30}`);

    expect(namesKept(names)).toEqual(Array.from({ length: 20 }, (_, index) => `a${index}`));
  });

  it('are as few in the record of a change', () => {
    const after = aUser();
    const ignored = Array.from({ length: 50 }, (_, index) => `a${index}@x`);

    const record = userRecord(ports(), context, {
      operation: 'create',
      after,
      changed: ['userName'],
      ignored,
      status: 201,
      person: personOf(after),
    });

    expect(record.ignored).toEqual([]);
  });
});
