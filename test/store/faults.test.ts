/** What no emulator does by itself: conflicts, throttling, lost answers. */

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { User } from '#directory/user.ts';
import type { Workspace } from '#directory/workspace.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { claimKey } from '#store/keys.ts';
import { always, at, faultyClient, meanwhile } from '#test/support/faulty-client.ts';
import { readRecords } from '#test/support/invariants.ts';
import { storesOver, useStores } from '#test/support/stores.ts';
import { aRecord, aUser, changed, deletion } from '#test/support/users.ts';
import { aContext, aWorkspace, aWorkspaceRecord } from '#test/support/workspaces.ts';

const stores = useStores();

const create = (user: User, context = aContext()) =>
  stores.users.create(context, user, aRecord(context, { after: user }));
const replace = (before: User, after: User, context = aContext()) =>
  stores.users.replace(context, before, after, aRecord(context, { before, after }));
const remove = (user: User, context = aContext()) =>
  stores.users.remove(context, ...deletion(context, user));
const created = async (user: User) => {
  await create(user);
  return user;
};
const createdWorkspace = async () => {
  const workspace = aWorkspace();
  await stores.workspaces.create(workspace, aWorkspaceRecord(workspace));
  return workspace;
};
/** Without its tokens. */
const replaceWorkspace = (workspace: Workspace, parts: Partial<WorkspaceContext> = {}) => {
  const after = { ...workspace, version: workspace.version + 1, tokens: {} };
  return stores.workspaces.replace(
    aContext({ workspace, ...parts }),
    workspace,
    after,
    aWorkspaceRecord(after),
  );
};
const namesSent = () => stores.database.sent.map(({ name }) => name);

/** Renames a user, and gives the old name to another, past the client that fails. */
async function takeNameOf(user: User) {
  const { users } = storesOver(stores.table);
  const context = aContext();
  const after = changed(user, { userName: 'lovelace' });
  await users.replace(context, user, after, aRecord(context, { before: user, after }));
  const namesake = aUser({ resource: { userName: String(user.resource.userName) } });
  await users.create(context, namesake, aRecord(context, { after: namesake }));
}

describe('a transaction that conflicts with another', () => {
  it('answers taken at once where another user has the userName', async () => {
    await created(aUser({ resource: { userName: 'ada' } }));
    const start = stores.clock.now();
    stores.database.follow(always('TransactWrite', 'TransactionConflict'));

    const outcome = await create(aUser({ resource: { userName: 'ADA' } }));

    expect(outcome).toEqual({ kind: 'taken', claim: 'userName', holderId: expect.any(String) });
    expect(namesSent()).toEqual(['TransactWrite', 'Get']);
    expect(stores.clock.now()).toBe(start);
  });

  it('answers taken at once where another user has the unique e-mail', async () => {
    const emails = [{ value: 'x@x.example' }];
    await created(aUser({ resource: { userName: 'a', emails }, isEmailUnique: true }));
    stores.database.follow(always('TransactWrite', 'TransactionConflict'));

    const outcome = await create(
      aUser({ resource: { userName: 'b', emails }, isEmailUnique: true }),
    );

    expect(outcome).toEqual({ kind: 'taken', claim: 'email', holderId: expect.any(String) });
  });

  it('is tried again where nobody has the userName', async () => {
    stores.database.follow(at(0, 'TransactionConflict'));

    const outcome = await create(aUser());

    expect(outcome).toEqual({ kind: 'done' });
    expect(namesSent()).toEqual(['TransactWrite', 'Get', 'TransactWrite']);
  });

  it('is done where it has committed, though nobody was told and then it conflicted', async () => {
    const user = aUser();
    stores.database.follow(({ position }) =>
      position === 0 ? 'answer lost' : position === 1 ? 'TransactionConflict' : undefined,
    );

    const outcome = await create(user);

    expect(outcome).toEqual({ kind: 'done' });
    expect(await stores.users.count(aContext())).toBe(1);
  });

  it('reads only what its workspace has', async () => {
    const elsewhere = aContext({ workspace: aWorkspace({ id: 'acme-2' }) });
    await create(aUser({ resource: { userName: 'ada' } }), elsewhere);
    stores.database.follow(at(0, 'TransactionConflict'));

    const outcome = await create(aUser({ resource: { userName: 'ada' } }));

    expect(outcome).toEqual({ kind: 'done' });
  });

  it('answers changed, not taken, where the user was renamed and another took the old name', async () => {
    const ada = await created(aUser({ resource: { userName: 'ada' } }));
    const conflict = at(0, 'TransactionConflict');
    stores.database.follow(meanwhile('TransactWrite', () => takeNameOf(ada), conflict));

    const outcome = await replace(ada, changed(ada, { title: 'Countess' }));

    expect(outcome).toEqual({ kind: 'changed' });
  });

  it('answers a remove with changed where the old name of the user has gone to another', async () => {
    const ada = await created(aUser({ resource: { userName: 'ada' } }));
    const conflict = at(0, 'TransactionConflict');
    stores.database.follow(meanwhile('TransactWrite', () => takeNameOf(ada), conflict));

    const outcome = await remove(ada);

    expect(outcome).toEqual({ kind: 'changed' });
  });

  it('reads the claim alone that a change adds, and none where it adds none', async () => {
    const resource = { userName: 'ada', emails: [{ value: 'a@x.example' }] };
    const ada = await created(aUser({ resource, isEmailUnique: true }));
    const renamed = changed(ada, { userName: 'lovelace' });
    stores.database.follow(at(0, 'TransactionConflict'));
    await replace(ada, renamed);
    const read = stores.database.sent.filter(({ name }) => name === 'Get');
    stores.database.follow(at(0, 'TransactionConflict'));

    const outcome = await replace(renamed, changed(renamed, { title: 'Countess' }));

    expect(outcome).toEqual({ kind: 'done' });
    expect(read.map(({ input }) => input.Key)).toEqual([claimKey('acme', 'userName', 'lovelace')]);
    expect(namesSent()).toEqual(['TransactWrite', 'TransactWrite']);
  });

  it.each([
    ['TransactionConflict', 'unavailable'],
    ['ThrottlingError', 'throttled'],
    ['ProvisionedThroughputExceeded', 'throttled'],
    ['ThrottlingException', 'throttled'],
    ['ProvisionedThroughputExceededException', 'throttled'],
    ['InternalServerError', 'unavailable'],
    ['unreachable', 'unavailable'],
  ] as const)(
    'is given up after %s until the deadline: %s, and nothing written',
    async (...row) => {
      const [fault, reason] = row;
      const deadline = stores.clock.now() + 10_000;
      stores.database.follow(always('TransactWrite', fault));

      const creating = create(aUser(), aContext({ deadline }));

      await expect(creating).rejects.toMatchObject({ name: 'TryAgain', reason });
      expect(stores.clock.now()).toBeLessThanOrEqual(deadline);
      expect(await stores.users.count(aContext())).toBe(0);
    },
  );
});

describe('a workspace that cannot be written', () => {
  it('is given up 5 seconds after it was to be created', async () => {
    const start = stores.clock.now();
    stores.database.follow(always('TransactWrite', 'ThrottlingException'));

    const creating = stores.workspaces.create(aWorkspace(), aWorkspaceRecord(aWorkspace()));

    await expect(creating).rejects.toMatchObject({ name: 'TryAgain', reason: 'throttled' });
    expect(stores.clock.now() - start).toBeLessThanOrEqual(5000);
    expect(stores.clock.now() - start).toBeGreaterThan(4000);
  });

  it('is given up at the deadline of the request that would replace it', async () => {
    const workspace = await createdWorkspace();
    const start = stores.clock.now();
    stores.database.follow(always('TransactWrite', 'TransactionConflict'));

    const replacing = replaceWorkspace(workspace, { deadline: start + 1500 });

    await expect(replacing).rejects.toMatchObject({ name: 'TryAgain', reason: 'unavailable' });
    expect(stores.clock.now() - start).toBeLessThanOrEqual(1500);
    expect(stores.clock.now() - start).toBeGreaterThan(500);
    expect(await stores.workspaces.read('acme')).toEqual(workspace);
  });
});

describe('a transaction whose answer is lost', () => {
  let ada: User;
  beforeEach(async () => {
    ada = await created(aUser({ resource: { userName: 'ada' } }));
    stores.database.follow(at(0, 'answer lost'));
  });

  it('is a create that is done once', async () => {
    const outcome = await create(aUser({ resource: { userName: 'grace' } }));

    expect(outcome).toEqual({ kind: 'done' });
    expect(await stores.users.count(aContext())).toBe(2);
  });

  it('is a change that is done once', async () => {
    const after = changed(ada, { userName: 'lovelace' });

    const outcome = await replace(ada, after);

    expect(outcome).toEqual({ kind: 'done' });
    expect(await stores.users.get(aContext(), ada.id)).toEqual(after);
    expect(await readRecords(stores.table)).toHaveLength(2);
  });

  it('is a remove that is done once', async () => {
    const outcome = await remove(ada);

    expect(outcome).toEqual({ kind: 'done' });
    expect(await stores.users.count(aContext())).toBe(0);
  });

  it('is a workspace that is created', async () => {
    const isNew = await stores.workspaces.create(aWorkspace(), aWorkspaceRecord(aWorkspace()));

    expect(isNew).toBe(true);
  });

  it('is a workspace that is replaced', async () => {
    const workspace = await createdWorkspace();
    stores.database.follow(at(0, 'answer lost'));

    const isReplaced = await replaceWorkspace(workspace);

    expect(isReplaced).toBe(true);
  });
});

describe('a transaction that is repeated when DynamoDB has forgotten its token', () => {
  /** DynamoDB remembers a token for ten minutes. The first answer is lost, then others come. */
  const forgetful = (others: () => Promise<unknown> = async () => {}) => {
    const real = stores.table.client;
    const send = (command: { input: Record<string, unknown> }) => {
      command.input.ClientRequestToken = undefined;
      return real.send(command as never);
    };
    const database = faultyClient({ send } as unknown as DynamoDBDocumentClient);
    const { tableName } = stores.table;
    database.follow(async ({ position }) => {
      if (position === 1) await others();
      return position === 0 ? 'answer lost' : undefined;
    });
    return storesOver({ client: database.client, tableName });
  };

  it('is a create that is done once', async () => {
    const context = aContext();
    const user = aUser();

    const outcome = await forgetful().users.create(
      context,
      user,
      aRecord(context, { after: user }),
    );

    expect(outcome).toEqual({ kind: 'done' });
    expect(await stores.users.count(context)).toBe(1);
  });

  it('is a create that is done, though the user has been renamed meanwhile', async () => {
    const context = aContext();
    const user = aUser({ resource: { userName: 'ada' } });
    const after = changed(user, { userName: 'lovelace' });
    const renaming = () =>
      stores.users.replace(context, user, after, aRecord(context, { before: user, after }));

    const outcome = await forgetful(renaming).users.create(
      context,
      user,
      aRecord(context, { after: user }),
    );

    expect(outcome).toEqual({ kind: 'done' });
    expect(await stores.users.get(context, user.id)).toEqual(after);
  });

  it('is a change that is done once, known by its record', async () => {
    const context = aContext();
    const before = await created(aUser());
    const after = changed(before, { userName: 'lovelace' });
    const record = aRecord(context, { before, after });

    const outcome = await forgetful().users.replace(context, before, after, record);

    expect(outcome).toEqual({ kind: 'done' });
  });

  it('is a workspace that is created once, known by its write', async () => {
    const { workspaces } = forgetful();

    const isNew = await workspaces.create(aWorkspace(), aWorkspaceRecord(aWorkspace()));

    expect(isNew).toBe(true);
  });

  it('is a workspace that is replaced once, known by its write', async () => {
    const workspace = await createdWorkspace();
    const after = { ...workspace, version: 2, tokens: {} };
    const { workspaces } = forgetful();

    const isReplaced = await workspaces.replace(
      aContext({ workspace }),
      workspace,
      after,
      aWorkspaceRecord(after),
    );

    expect(isReplaced).toBe(true);
  });
});
