import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { userIndexKey } from '#store/keys.ts';
import { toUserItem } from '#store/user-item.ts';
import { findUsers } from '#store/user-queries.ts';
import { aClock } from '#test/support/clock.ts';
import { aUser } from '#test/support/users.ts';
import { aContext } from '#test/support/workspaces.ts';

interface BatchGet {
  readonly input: {
    readonly RequestItems: { readonly table: { readonly Keys: readonly object[] } };
  };
}

/** A database in which many users of a size share an externalId; a batch of them takes 100 ms. */
function sharing(count: number, bytes: number) {
  const clock = aClock(0);
  const user = aUser({ resource: { externalId: 'same', title: 'x'.repeat(bytes) } });
  const ids = Array.from({ length: count }, (_, index) =>
    user.id.replace(/.{4}$/, index.toString(16).padStart(4, '0')),
  );
  const { pk: _, sk: __, ...item } = toUserItem({ pk: '', sk: '' }, user, 'record');
  const names: string[] = [];
  const send = async (command: BatchGet) => {
    names.push(command.constructor.name);
    if (command.constructor.name === 'QueryCommand') {
      return { Items: ids.map((id) => userIndexKey('acme', 'externalId', 'same', id)) };
    }
    clock.advance(100);
    const { Keys } = command.input.RequestItems.table;
    return { Responses: { table: Keys.map((key) => ({ ...key, ...item })) } };
  };
  const client = { send } as unknown as DynamoDBDocumentClient;
  return { dynamo: { client, tableName: 'table', ...clock, random: () => 0 }, names };
}

describe('a look-up whose users are very large, or very many', () => {
  it('reads no more than 50 MB, and says that there are more', async () => {
    const { dynamo, names } = sharing(900, 90_000);

    const page = await findUsers(dynamo, aContext(), { by: 'externalId', value: 'same' }, 10_000);

    expect(page.more).toBe(true);
    expect(page.bytes).toBeGreaterThan(50 * 1024 * 1024);
    expect(names).toHaveLength(1 + 6);
  });

  it('is complete below that', async () => {
    const { dynamo } = sharing(300, 90_000);

    const page = await findUsers(dynamo, aContext(), { by: 'externalId', value: 'same' }, 10_000);

    expect([page.more, page.users.length]).toEqual([false, 300]);
  });

  it('reads no more than it can before the deadline, and says that there are more', async () => {
    const { dynamo, names } = sharing(400, 10);
    const lookUp = { by: 'externalId', value: 'same' } as const;

    const page = await findUsers(dynamo, aContext({ deadline: 150 }), lookUp, 10_000);

    expect([page.more, page.users.length]).toEqual([true, 200]);
    expect(names).toHaveLength(1 + 2);
  });
});
