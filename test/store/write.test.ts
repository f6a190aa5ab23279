import { describe, expect, it } from '@jest/globals';
import { SCHEMA_VERSION } from '#store/table.ts';
import { doesNotExist, hasVersion, isOwnedBy, toAction, type Write } from '#store/write.ts';
import { aRecord, aUser } from '#test/support/users.ts';
import { aContext } from '#test/support/workspaces.ts';

const KEY = { pk: 'p', sk: 's' };
const refused = () => 'refused';

describe('a write in the words of DynamoDB', () => {
  it('puts an item', () => {
    const action = toAction({ kind: 'put', item: { ...KEY, a: 1 } }, 'table');

    expect(action).toEqual({ Put: { TableName: 'table', Item: { ...KEY, a: 1 } } });
  });

  it.each([
    ['30 days, where the deployment says so', 30, 30],
    ['90 days, where it does not', undefined, 90],
  ])('lets a record without events expire after %s', (_, retentionDays, days) => {
    const context = aContext();
    const record = { ...aRecord(context, { after: aUser() }), at: '2026-01-01T00:00:00Z' };
    const finished = { ...record, events: [] };

    const [born, other] = [finished, record].map((one) =>
      toAction({ kind: 'record', workspaceId: 'acme', record: one }, 'table', retentionDays),
    );

    const expected = Date.parse('2026-01-01T00:00:00Z') / 1000 + days * 86_400;
    expect(born?.Put?.Item).toMatchObject({ pk: 'ACTIVITY#acme', expiresAt: expected });
    expect(other?.Put?.Item).not.toHaveProperty('expiresAt');
  });

  it('deletes an item', () => {
    const action = toAction({ kind: 'delete', key: KEY }, 'table');

    expect(action).toEqual({ Delete: { TableName: 'table', Key: KEY } });
  });

  it('adds to a total, negative amounts too, and marks the item with its schema version', () => {
    const action = toAction({ kind: 'add', key: KEY, amount: -1 }, 'table');

    expect(action).toEqual({
      Update: {
        TableName: 'table',
        Key: KEY,
        UpdateExpression: 'SET schemaVersion = :schemaVersion ADD #total :amount',
        ExpressionAttributeNames: { '#total': 'total' },
        ExpressionAttributeValues: { ':amount': -1, ':schemaVersion': SCHEMA_VERSION },
      },
    });
  });

  it.each([
    ['nothing stands there', doesNotExist, 'attribute_not_exists(pk)', undefined, undefined],
    [
      'a version',
      hasVersion(7),
      '#version = :version',
      { '#version': 'version' },
      { ':version': 7 },
    ],
    ['an owner', isOwnedBy('u1'), 'ownerId = :ownerId', undefined, { ':ownerId': 'u1' }],
  ] as const)('asks for %s, and for what stands there otherwise', (_, condition, ...expected) => {
    const writes: readonly Write<string>[] = [
      { kind: 'put', item: KEY, condition, refused },
      { kind: 'delete', key: KEY, condition, refused },
    ];

    const actions = writes.map((write) => toAction(write, 'table'));

    const [expression, names, values] = expected;
    for (const { Put, Delete } of actions) {
      expect(Put ?? Delete).toMatchObject({
        ConditionExpression: expression,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      expect((Put ?? Delete)?.ExpressionAttributeNames).toEqual(names);
      expect((Put ?? Delete)?.ExpressionAttributeValues).toEqual(values);
    }
  });
});
