import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  bucketKey,
  bucketRange,
  groupCounterKey,
  groupCounterRange,
  groupIndexKey,
  groupIndexRange,
  groupKey,
  groupRange,
  pendingKey,
  pendingRange,
} from '#store/group-keys.ts';
import {
  ACTIVITY_PREFIX,
  activityKey,
  BOOKKEEPING_PARTITIONS,
  bookmarkKey,
  claimKey,
  deletedUserKey,
  deletedUserRange,
  indexedIdIn,
  type Key,
  manualCounterKey,
  manualIndexKey,
  manualIndexRange,
  manualUserKey,
  manualUserRange,
  personIndexKey,
  type Range,
  SHARDS,
  unfinishedIndexKey,
  userCounterKey,
  userCounterRange,
  userIdIn,
  userIndexKey,
  userIndexRange,
  userKey,
  userRange,
  workspaceKey,
  workspaceListKey,
} from '#store/keys.ts';

const ID = '01900000-0000-7000-8000-000000000001';
const TOKEN = '01900000-0000-7000-8000-00000000aaaa';
const PAGE = { resourceType: 'USER', count: 100, startIndex: 101 };

/** One key of each entity type, of one workspace; values as a client may choose them. */
const ENTITIES: Readonly<Record<string, (workspace: string, id: string, value: string) => Key>> = {
  workspace: (workspace) => workspaceKey(workspace),
  'workspace list entry': (workspace) => workspaceListKey(workspace),
  user: (workspace, id) => userKey(workspace, id),
  'deleted user': (workspace, id) => deletedUserKey(workspace, id),
  'user invited by hand': (workspace, id) => manualUserKey(workspace, id),
  'index entry of one invited by hand': (workspace, id, value) =>
    manualIndexKey(workspace, value, id),
  'counter of those invited by hand': (workspace, id) => manualCounterKey(workspace, id),
  'claim of a userName': (workspace, _, value) => claimKey(workspace, 'userName', value),
  'claim of an e-mail': (workspace, _, value) => claimKey(workspace, 'email', value),
  'index entry of an externalId': (workspace, id, value) =>
    userIndexKey(workspace, 'externalId', value, id),
  'index entry of an e-mail': (workspace, id, value) => userIndexKey(workspace, 'email', value, id),
  counter: (workspace, id) => userCounterKey(workspace, id),
  group: (workspace, id) => groupKey(workspace, id),
  'bucket of a group': (workspace, id) => bucketKey(workspace, id, 7),
  'claim of a displayName': (workspace, _, value) => claimKey(workspace, 'displayName', value),
  "index entry of a group's externalId": (workspace, id, value) =>
    groupIndexKey(workspace, value, id),
  'counter of groups': (workspace, id) => groupCounterKey(workspace, id),
  'pending work': (workspace, id) => pendingKey(workspace, id),
  'activity record': (workspace, id) => activityKey(workspace, id),
  bookmark: (workspace, id) => bookmarkKey(workspace, id, PAGE),
};

const RANGES: Readonly<Record<string, (workspace: string) => { pk: string; range: Range }>> = {
  users: userRange,
  'users invited by hand': manualUserRange,
  'deleted users': deletedUserRange,
  'those invited by hand that hold an e-mail': (workspace) => manualIndexRange(workspace, 'x'),
  counters: userCounterRange,
  groups: groupRange,
  'buckets of a group': (workspace) => bucketRange(workspace, ID),
  'counters of groups': groupCounterRange,
  'groups with an externalId': (workspace) => groupIndexRange(workspace, 'x'),
  'pending work': pendingRange,
  'holders of an externalId': (workspace) => userIndexRange(workspace, 'externalId', 'x'),
  'holders of an e-mail': (workspace) => userIndexRange(workspace, 'email', 'x'),
};

const names = Object.keys(ENTITIES);
const keyOf = (name: string, workspace: string, id = ID, value = 'x') =>
  ENTITIES[name]?.(workspace, id, value) as Key;
const workspaceId = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/);
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '#', '~', 'USER#', `x#${ID}`, 'WORKSPACE#acme', '\u0000', '￿'),
);
const text = ({ pk, sk }: Key) => JSON.stringify([pk, sk]);
const inRange = ({ pk, sk }: Key, { pk: of, range }: { pk: string; range: Range }) =>
  pk === of && sk >= range[0] && sk <= range[1];

describe('keys of the table', () => {
  it('never meet for two types of entities, whatever workspace, id and value', () => {
    const pair = fc.tuple(fc.constantFrom(...names), workspaceId, fc.uuid(), hostile);

    fc.assert(
      fc.property(pair, pair, ([nameA, ...a], [nameB, ...b]) => {
        fc.pre(nameA !== nameB);
        expect(text(keyOf(nameA, ...a))).not.toBe(text(keyOf(nameB, ...b)));
      }),
      { numRuns: 2000 },
    );
  });

  it.each(names)('never meet for two workspaces: %s', (name) => {
    fc.assert(
      fc.property(workspaceId, workspaceId, fc.uuid(), hostile, (a, b, id, value) => {
        fc.pre(a !== b);
        expect(text(keyOf(name, a, id, value))).not.toBe(text(keyOf(name, b, id, value)));
      }),
    );
  });

  it.each(names)('name the workspace: %s', (name) => {
    const { pk, sk } = keyOf(name, 'acme-2');

    expect([pk.split('#')[1] ?? sk, sk]).toContain('acme-2');
  });

  it('never hold what a client chose, and are as long whatever it chose', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 20, maxLength: 3000 }), (value) => {
        for (const name of names.filter((each) => /claim|index/.test(each))) {
          const { sk } = keyOf(name, 'acme', ID, value);
          expect(sk).not.toContain(value);
          expect(sk).toHaveLength(keyOf(name, 'acme').sk.length);
        }
      }),
    );
  });

  it('fit what DynamoDB takes: 2,048 bytes and 1,024 bytes', () => {
    const keys = names.map((name) => keyOf(name, 'w'.repeat(50), ID, 'ü'.repeat(100_000)));

    for (const { pk, sk } of keys) {
      expect(Buffer.byteLength(pk)).toBeLessThanOrEqual(2048);
      expect(Buffer.byteLength(sk)).toBeLessThanOrEqual(1024);
    }
  });

  it('give back the id that they were made of', () => {
    const ids = [
      userIdIn(userKey('acme', ID)),
      indexedIdIn(userIndexKey('acme', 'email', '#USER#', ID)),
    ];

    expect(ids).toEqual([ID, ID]);
  });

  it('of users sort as their ids do', () => {
    fc.assert(
      fc.property(fc.uuid({ version: 7 }), fc.uuid({ version: 7 }), (a, b) => {
        expect(userKey('acme', a).sk < userKey('acme', b).sk).toBe(a < b);
      }),
    );
  });

  it('of bookmarks tell pages apart', () => {
    const page = fc.record({
      resourceType: fc.constantFrom('USER', 'GROUP'),
      count: fc.integer({ min: 1, max: 200 }),
      startIndex: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    });

    fc.assert(
      fc.property(page, page, (a, b) => {
        const same = JSON.stringify(a) === JSON.stringify(b);
        expect(text(bookmarkKey('acme', TOKEN, a)) === text(bookmarkKey('acme', TOKEN, b))).toBe(
          same,
        );
      }),
    );
  });

  it(`spread users over ${SHARDS} shards of the counter evenly`, () => {
    const counts = new Map<string, number>();
    for (let index = 0; index < 16_000; index += 1) {
      const { sk } = userCounterKey('acme', `01900000-0000-7000-8000-${index}`);
      counts.set(sk, (counts.get(sk) ?? 0) + 1);
    }

    expect([...counts.keys()].sort()).toEqual(
      Array.from({ length: SHARDS }, (_, shard) => `USER#${String(shard).padStart(2, '0')}`),
    );
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(200);
  });
});

describe('ranges of keys', () => {
  it.each(Object.keys(RANGES))('reach into no workspace whose id begins alike: %s', (name) => {
    const range = RANGES[name]?.('acme') as { pk: string; range: Range };
    const others = ['acme-2', 'acme0', 'acm', 'a'];

    const keys = others.flatMap((other) => names.map((entity) => keyOf(entity, other)));

    expect(keys.filter((key) => inRange(key, range))).toEqual([]);
  });

  it.each([
    ['users', ['user']],
    ['counters', ['counter']],
    ['holders of an externalId', ['index entry of an externalId']],
    ['holders of an e-mail', ['index entry of an e-mail']],
  ])('hold %s and nothing else', (name, expected) => {
    const range = RANGES[name]?.('acme') as { pk: string; range: Range };

    const held = names.filter((entity) => inRange(keyOf(entity, 'acme'), range));

    expect(held).toEqual(expected);
  });

  it('hold every user, and every holder of a value, whatever the id', () => {
    fc.assert(
      fc.property(fc.uuid(), hostile, (id, value) => {
        expect(inRange(userKey('acme', id), userRange('acme'))).toBe(true);
        const entry = userIndexKey('acme', 'email', value, id);
        expect(inRange(entry, userIndexRange('acme', 'email', value))).toBe(true);
      }),
    );
  });

  it('hold no holder of another value', () => {
    fc.assert(
      fc.property(hostile, hostile, fc.uuid(), (a, b, id) => {
        fc.pre(a !== b);
        const entry = userIndexKey('acme', 'email', a, id);
        expect(inRange(entry, userIndexRange('acme', 'email', b))).toBe(false);
      }),
    );
  });
});

describe('keys of the indexes', () => {
  it('find a person by e-mail across workspaces, without holding the address', () => {
    const here = personIndexKey('acme', 'a@x.example', ID);
    const there = personIndexKey('acme-2', 'a@x.example', ID);

    expect(here.gsi1pk).toBe(there.gsi1pk);
    expect(here.gsi1sk).not.toBe(there.gsi1sk);
    expect(JSON.stringify(here)).not.toContain('a@x.example');
  });

  it('list unfinished work in its shards, oldest first', () => {
    const earlier = unfinishedIndexKey(ID, '2026-01-01T00:00:00.000Z');
    const later = unfinishedIndexKey(ID, '2026-01-01T00:00:00.001Z');

    expect(earlier.gsi2pk).toBe(later.gsi2pk);
    expect(earlier.gsi2sk < later.gsi2sk).toBe(true);
  });
});

describe('what the stack names in rights and filters', () => {
  it('are the partitions of activity and bookmarks, whatever the workspace', () => {
    const partitions = [activityKey('*', ID).pk, bookmarkKey('*', TOKEN, PAGE).pk];

    expect(BOOKKEEPING_PARTITIONS).toEqual(expect.arrayContaining(partitions));
    expect(activityKey('acme', ID).pk).toBe(`${ACTIVITY_PREFIX}acme`);
  });

  it('hold nothing else of a workspace', () => {
    const others = [workspaceKey('*'), userKey('*', ID), userCounterKey('*', ID)];

    for (const { pk } of others) expect(BOOKKEEPING_PARTITIONS).not.toContain(pk);
  });
});
