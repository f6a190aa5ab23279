import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { User } from '#directory/user.ts';
import { deactivated } from '#mapping/decide-user.ts';
import {
  createWrites as createAll,
  removeWrites as removeAll,
  replaceWrites as replaceAll,
} from '#store/user-writes.ts';
import { toAction, type Write } from '#store/write.ts';
import { aRecord, aUser } from '#test/support/users.ts';
import { aContext } from '#test/support/workspaces.ts';

interface Action {
  readonly kind: string;
  readonly pk: string;
  readonly sk: string;
  readonly condition?: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** Few values, so that users often share them. */
const value = fc.constantFrom('a@x', 'A@x', 'b@x', 'c@x', 'ﬁ@x', 'fi@x');
const anyUser = fc
  .record({
    userName: value,
    externalId: fc.option(value, { nil: undefined }),
    emails: fc.array(fc.record({ value, primary: fc.boolean() }), { maxLength: 20 }),
    isEmailUnique: fc.boolean(),
  })
  .map(({ isEmailUnique, externalId, ...resource }) =>
    aUser({
      id: '01900000-0000-7000-8000-000000000001',
      isEmailUnique,
      resource: { ...resource, ...(externalId !== undefined && { externalId }) },
    }),
  );
const context = aContext();

function actionsOf(writes: readonly Write<unknown>[]): readonly Action[] {
  return writes.map((write) => {
    const [[kind, action] = ['', {}]] = Object.entries(toAction(write, 'table'));
    const { Item, Key, ...rest } = action as Record<string, never> & {
      Item?: Action;
      Key?: Action;
    };
    const { pk = '', sk = '' } = Item ?? Key ?? {};
    const { ConditionExpression: condition, ExpressionAttributeValues: values } = rest;
    return { kind, pk, sk, condition, values };
  });
}

const created = (user: User) =>
  actionsOf(createAll('acme', user, aRecord(context, { after: user })));
const replaced = (before: User, after: User) =>
  actionsOf(replaceAll('acme', before, after, aRecord(context, { before, after })));
const removed = (user: User) =>
  actionsOf(removeAll('acme', user, deactivated(user), aRecord(context, { before: user }), 30));

/** Holds for the writes of every change of every user. */
function always(check: (actions: readonly Action[], user: User) => void): void {
  fc.assert(
    fc.property(anyUser, anyUser, (one, other) => {
      for (const actions of [created(one), replaced(one, other), removed(one)]) check(actions, one);
    }),
  );
}

describe('the writes of a change of a user', () => {
  it('are 100 at the most, no two of one item: DynamoDB takes no others', () => {
    always((actions) => {
      const keys = actions.map(({ pk, sk }) => `${pk} ${sk}`);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.length).toBeLessThanOrEqual(100);
    });
  });

  it('are 100 at the most where 20 e-mails give way to 20 others', () => {
    const emailsOf = (name: string) =>
      Array.from({ length: 20 }, (_, index) => ({ value: `${name}${index}@x` }));
    const userOf = (name: string) =>
      aUser({
        id: '01900000-0000-7000-8000-000000000001',
        isEmailUnique: true,
        resource: { userName: name, externalId: name, emails: emailsOf(name) },
      });

    const actions = replaced(userOf('a'), userOf('b'));

    expect(actions.length).toBeLessThanOrEqual(100);
  });

  it('take a claim only where nobody has it, and let go only of what is the user’s own', () => {
    always((actions, { id }) => {
      for (const { kind, condition, values } of actions.filter(({ sk }) => /^CLAIM#/.test(sk))) {
        const isPut = kind === 'Put';
        expect(condition).toBe(isPut ? 'attribute_not_exists(pk)' : 'ownerId = :ownerId');
        expect(values).toEqual(isPut ? undefined : { ':ownerId': id });
      }
    });
  });

  it('touch a user only in the version that was read, and make one only where there is none', () => {
    const of = (actions: readonly Action[]) =>
      actions.filter(({ sk }) => sk.startsWith('USER#0190')).map(({ condition }) => condition);

    fc.assert(
      fc.property(anyUser, anyUser, (one, other) => {
        expect(of(created(one))).toEqual(['attribute_not_exists(pk)']);
        expect(of(replaced(one, other))).toEqual(['#version = :version']);
        expect(of(removed(one))).toEqual(['#version = :version']);
      }),
    );
  });

  it('come with exactly one activity record', () => {
    always((actions) => {
      expect(actions.filter(({ pk }) => pk === 'ACTIVITY#acme')).toHaveLength(1);
    });
  });

  it('stay in one workspace', () => {
    always((actions) => {
      expect(actions.filter(({ pk }) => !pk.endsWith('#acme'))).toEqual([]);
    });
  });
});
