/** What the operations send to the database: how much, and never what DESIGN.md rules out. */

import { beforeEach, describe, expect, it } from '@jest/globals';
import { authenticate } from '#auth/authenticate.ts';
import { newBearerToken } from '#auth/bearer-token.ts';
import { SYSTEM } from '#compose/adapters.ts';
import { memoryVault } from '#local/memory-vault.ts';
import type { SentCommand } from '#test/support/faulty-client.ts';
import { aBody, clientOf } from '#test/support/scim-client.ts';
import { useStores } from '#test/support/stores.ts';
import { aContext, aWorkspace, aWorkspaceRecord } from '#test/support/workspaces.ts';
import { OPERATIONS } from './operations.ts';

const READS = ['Get', 'BatchGet', 'Query'];
const WRITES = ['Put', 'Update', 'TransactWrite'];

/** Reads at the most, authentication included, and writes: what DESIGN.md allows. */
const ALLOWED: Readonly<Record<string, { readonly reads: number; readonly writes: string[] }>> = {
  POST: { reads: 1, writes: ['TransactWrite'] },
  GET: { reads: 2, writes: [] },
  PUT: { reads: 2, writes: ['TransactWrite'] },
  PATCH: { reads: 2, writes: ['TransactWrite'] },
  'PATCH of an unknown attribute': { reads: 2, writes: ['Update'] },
  DELETE: { reads: 2, writes: ['TransactWrite'] },
  'eq on userName': { reads: 3, writes: [] },
  'eq on externalId': { reads: 3, writes: [] },
  'eq on an e-mail': { reads: 3, writes: [] },
  'first page': { reads: 4, writes: ['Put'] },
  'page without a bookmark': { reads: 5, writes: ['Put'] },
  walk: { reads: 3, writes: [] },
};

const stores = useStores();
const vault = memoryVault();
const { token, tokenId, digest } = newBearerToken(SYSTEM, 'acme');
const authenticated = () =>
  authenticate(
    { workspaces: stores.workspaces, vault, now: stores.clock.now },
    {
      authorization: `Bearer ${token}`,
      requestId: 'r',
      client: 'okta',
      deadline: Date.now() + 9e4,
    },
  );

beforeEach(async () => {
  await vault.put('acme', tokenId, digest);
  const createdAt = new Date(Date.now() - Math.floor(Math.random() * 1e12)).toISOString();
  const workspace = aWorkspace({ createdAt, tokens: { [tokenId]: { createdAt } } });
  await stores.workspaces.create(workspace, aWorkspaceRecord(workspace));
});

/** What authentication and the operation send. */
async function sentBy({ prepare, run }: (typeof OPERATIONS)[number]) {
  const result = await authenticated();
  const context = result.kind === 'authenticated' ? result.context : aContext();
  const client = clientOf(
    () => stores.ports,
    () => context,
  );
  const id = await prepare(client);
  stores.database.follow(() => undefined);
  await authenticated();
  await run(client, id);
  return [...stores.database.sent];
}

describe.each(OPERATIONS)('$name', (operation) => {
  it('costs no more reads and writes than it may', async () => {
    const names = (await sentBy(operation)).map(({ name }) => name);

    const { reads = 0, writes = [] } = ALLOWED[operation.name] ?? {};
    expect(names.filter((name) => READS.includes(name)).length).toBeLessThanOrEqual(reads);
    expect(names.filter((name) => !READS.includes(name))).toEqual(writes);
  });

  it('sends known commands alone, never a Scan, and asks no index', async () => {
    const sent = await sentBy(operation);

    expect(
      sent.map(({ name }) => name).filter((name) => ![...READS, ...WRITES].includes(name)),
    ).toEqual([]);
    expect(sent.filter(({ input }) => 'IndexName' in input)).toEqual([]);
  });

  it('reads nothing that may be stale', async () => {
    const sent = await sentBy(operation);

    const reads = sent.filter(({ name }) => READS.includes(name));
    expect(reads.filter((command) => !isConsistent(command))).toEqual([]);
  });

  it('names its own workspace in every key', async () => {
    const sent = await sentBy(operation);

    const keys = JSON.stringify(sent.map(({ input }) => input)).match(/"(?:pk|:pk)":"[^"]*"/g);
    expect(keys?.length).toBeGreaterThan(0);
    expect(keys?.filter((key) => !/#acme"$/.test(key))).toEqual([]);
  });
});

describe('the cost of a page', () => {
  it.each<[string, readonly string[], string[]]>([
    ['leads to it', ['count=1'], ['Update', 'Put']],
    ['has led to it before', ['count=1', 'count=1&startIndex=2'], ['Update']],
    ['leads two walks to it', ['count=1', 'count=1'], ['Update', 'Put']],
  ])('is 4 reads, authentication included, where a bookmark %s', async (_, before, writes) => {
    const sent = await sentBy({
      name: 'second page',
      writes: false,
      prepare: async (client) => {
        for (const name of ['a', 'b', 'c']) await client.post(aBody(name));
        for (const query of before) await client.query(query);
        return '';
      },
      run: (client) => client.query('count=1&startIndex=2'),
    });

    const names = sent.map(({ name }) => name);
    expect(names.filter((name) => READS.includes(name))).toHaveLength(4);
    expect(names.filter((name) => !READS.includes(name))).toEqual(writes);
  });

  it('is 2 reads, authentication included, where only the number of users is asked for', async () => {
    const sent = await sentBy({
      name: 'count=0',
      writes: false,
      prepare: async () => '',
      run: (client) => client.query('count=0'),
    });

    expect(sent.map(({ name }) => name)).toEqual(['Get', 'Query']);
  });
});

function isConsistent({ name, input }: SentCommand): boolean {
  if (name !== 'BatchGet') return input.ConsistentRead === true;
  const requests = Object.values(
    input.RequestItems as Record<string, { ConsistentRead?: boolean }>,
  );
  return requests.every(({ ConsistentRead }) => ConsistentRead === true);
}
