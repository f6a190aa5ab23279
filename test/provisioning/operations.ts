/** Every operation on users once, for tests of what holds for all of them. */

import type { ScimResult } from '#scim/exchange.ts';
import { aBody, type clientOf, idOf, replacing } from '#test/support/scim-client.ts';

type Client = ReturnType<typeof clientOf>;

export interface Operation {
  readonly name: string;
  /** What must be there before. @returns the id that it is about. */
  readonly prepare: (client: Client) => Promise<string>;
  readonly run: (client: Client, id: string) => Promise<ScimResult>;
  readonly writes: boolean;
}

async function adaAlone(client: Client): Promise<string> {
  return idOf(await client.post(aBody('ada', { externalId: 'E1' })));
}

async function threeUsers(client: Client): Promise<string> {
  const id = await adaAlone(client);
  for (const name of ['grace', 'hedy']) await client.post(aBody(name, { externalId: 'E1' }));
  return id;
}

const query = (name: string, queryString: string): Operation => ({
  name,
  prepare: threeUsers,
  run: (client) => client.query(queryString),
  writes: false,
});

export const OPERATIONS: readonly Operation[] = [
  {
    name: 'POST',
    prepare: async () => '',
    run: (client) => client.post(aBody('ada')),
    writes: true,
  },
  { name: 'GET', prepare: adaAlone, run: (client, id) => client.get(id), writes: false },
  {
    name: 'PUT',
    prepare: adaAlone,
    run: (client, id) => client.put(id, aBody('lovelace', { externalId: 'E2' })),
    writes: true,
  },
  {
    name: 'PATCH',
    prepare: adaAlone,
    run: (client, id) => client.patch(id, [replacing('active', false)]),
    writes: true,
  },
  {
    name: 'PATCH of an unknown attribute',
    prepare: adaAlone,
    run: (client, id) => client.patch(id, [replacing('shoeSize', 44)]),
    writes: false,
  },
  { name: 'DELETE', prepare: adaAlone, run: (client, id) => client.delete(id), writes: true },
  query('eq on userName', 'filter=userName eq "ada"'),
  query('eq on externalId', 'filter=externalId eq "E1"'),
  query('eq on an e-mail', 'filter=emails[type eq "work"].value eq "ada@x.example"'),
  query('first page', 'count=1'),
  query('page without a bookmark', 'startIndex=2&count=1'),
  query('walk', 'filter=name.familyName sw "L"&sortBy=userName'),
];
