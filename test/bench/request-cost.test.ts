import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from '@jest/globals';
import type { Item } from './item-size.ts';
import { countRequest, type WireRequest } from './request-cost.ts';

const key = (id: string): Item => ({ pk: { S: 'WORKSPACE#acme' }, sk: { S: id } });
const large = (id: string): Item => ({ ...key(id), resource: { S: 'x'.repeat(5000) } });

/** Of a database with two large items, which gives them whole to whoever asks it beside. */
async function unitsOf(request: WireRequest, output: object) {
  const items = [large('USER#1'), large('USER#2')];
  const database = { send: async () => ({ Items: items, Responses: { rollcall: items } }) };
  const forward = async () => ({ answer: undefined, output });
  const { cost } = await countRequest(database as unknown as DynamoDBClient, request, forward);
  return cost;
}

describe('the cost of a read is that of whole items', () => {
  it.each([
    ['a projection', { ProjectionExpression: 'pk, sk' }, { Items: [key('USER#1')] }],
    ['a count', { Select: 'COUNT' }, { Count: 2 }],
    ['a filter', { FilterExpression: 'attribute_exists(gsi2pk)' }, { Items: [] }],
  ])('whatever %s keeps from the answer of a query', async (_, hiding, output) => {
    const request = { action: 'Query', input: { TableName: 'rollcall', ...hiding } };

    expect((await unitsOf(request, output)).units).toEqual({ read: 3, write: 0 });
  });

  it('whatever a projection keeps from the answer of a batch; a missing item costs 1', async () => {
    const Keys = ['USER#1', 'USER#2', 'USER#3'].map(key);
    const input = { RequestItems: { rollcall: { Keys, ProjectionExpression: 'pk, sk' } } };
    const Responses = { rollcall: [key('USER#1'), key('USER#2')] };

    const { units } = await unitsOf({ action: 'BatchGetItem', input }, { Responses });

    expect(units).toEqual({ read: 2 + 2 + 1, write: 0 });
  });
});

describe('what the database itself reports', () => {
  it.each([
    ['one table', { CapacityUnits: 2 }, 2],
    ['several tables', [{ CapacityUnits: 2 }, { CapacityUnits: 5 }], 7],
    ['nothing', undefined, 0],
  ])('is summed: %s', async (_, ConsumedCapacity, reported) => {
    const request = { action: 'Query', input: { TableName: 'rollcall' } };

    expect((await unitsOf(request, { Items: [], ConsumedCapacity })).reported).toBe(reported);
  });
});
