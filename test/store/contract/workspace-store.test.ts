import { describe, expect, it } from '@jest/globals';
import { SYSTEM } from '#compose/adapters.ts';
import { DEFAULT_SETTINGS, type Workspace } from '#directory/workspace.ts';
import { EMULATORS } from '#test/support/emulators.ts';
import { readAll, readRecords } from '#test/support/invariants.ts';
import { useStores } from '#test/support/stores.ts';
import { aContext, aWorkspace, aWorkspaceRecord, TOKEN_ID } from '#test/support/workspaces.ts';

describe.each(EMULATORS)('workspaces, on $name', (command) => {
  const stores = useStores(command);

  const create = (workspace: Workspace, writeId = SYSTEM.newId()) =>
    stores.workspaces.create(workspace, aWorkspaceRecord(workspace, writeId));
  const created = async () => {
    const workspace = aWorkspace();
    await create(workspace);
    return workspace;
  };
  const next = (workspace: Workspace, parts: Partial<Workspace>): Workspace => ({
    ...workspace,
    version: workspace.version + 1,
    ...parts,
  });
  const replace = (workspace: Workspace, after: Workspace, writeId = SYSTEM.newId()) =>
    stores.workspaces.replace(
      aContext({ workspace }),
      workspace,
      after,
      aWorkspaceRecord(after, writeId),
    );

  it('reads back a workspace as it was created', async () => {
    const workspace = aWorkspace({ settings: { ...DEFAULT_SETTINGS, scimEnabled: false } });

    const isNew = await create(workspace);

    expect(isNew).toBe(true);
    expect(await stores.workspaces.read('acme')).toEqual(workspace);
  });

  it('lists a workspace in the transaction that creates it', async () => {
    await created();

    expect(stores.database.sent.map(({ name }) => name)).toEqual(['TransactWrite']);
    const listed = (await readAll(stores.table)).filter(({ pk }) => pk === 'WORKSPACES');
    expect(listed).toMatchObject([{ sk: 'acme', name: 'Acme', profile: 'standard' }]);
    expect(await readRecords(stores.table)).toMatchObject([
      { workspaceId: 'acme', resource: { type: 'Workspace', id: 'acme' } },
    ]);
  });

  it('reads none where there is none', async () => {
    await created();

    expect(await stores.workspaces.read('acme-2')).toBeUndefined();
  });

  it('refuses an id that was given, and leaves its workspace alone', async () => {
    const first = await created();
    const createdAt = '2026-02-02T00:00:00.000Z';

    const isNew = await create(aWorkspace({ name: 'Other', createdAt }));

    expect(isNew).toBe(false);
    expect(await stores.workspaces.read('acme')).toEqual(first);
    const listed = (await readAll(stores.table)).filter(({ pk }) => pk === 'WORKSPACES');
    expect(listed).toMatchObject([{ name: 'Acme' }]);
  });

  it('refuses an id that was given to the very same workspace: the write tells them apart', async () => {
    const first = await created();

    const isNew = await create(first);

    expect(isNew).toBe(false);
  });

  it('answers a repetition of a create that it is new', async () => {
    const [workspace, writeId] = [aWorkspace(), SYSTEM.newId()];
    await create(workspace, writeId);

    expect(await create(workspace, writeId)).toBe(true);
  });

  it('replaces settings and tokens of the version that was read', async () => {
    const workspace = await created();
    const settings = { ...DEFAULT_SETTINGS, keepDeletedDays: 0 };
    const after = next(workspace, { settings, tokens: {} });

    const isReplaced = await replace(workspace, after);

    expect(isReplaced).toBe(true);
    expect(await stores.workspaces.read('acme')).toEqual(after);
  });

  it('does not replace a version that is not the stored one any more', async () => {
    const workspace = await created();
    const revoked = next(workspace, { tokens: {} });
    await replace(workspace, revoked);
    const tokens = { ...workspace.tokens, other: { createdAt: '2026-02-02T00:00:00.000Z' } };

    const isReplaced = await replace(workspace, next(workspace, { tokens }));

    expect(isReplaced).toBe(false);
    expect(await stores.workspaces.read('acme')).toEqual(revoked);
  });

  it('does not replace a stale version by the very same: the write tells them apart', async () => {
    const workspace = await created();
    const off = next(workspace, { settings: { ...DEFAULT_SETTINGS, scimEnabled: false } });
    await replace(workspace, off);

    const isReplaced = await replace(workspace, off);

    expect(isReplaced).toBe(false);
    expect(await stores.workspaces.read('acme')).toEqual(off);
  });

  it('does not make a workspace by replacing it', async () => {
    const workspace = aWorkspace();

    const isReplaced = await replace(workspace, next(workspace, {}));

    expect(isReplaced).toBe(false);
    expect(await stores.workspaces.read('acme')).toBeUndefined();
  });

  it('answers a repetition of a replacement that it is in effect', async () => {
    const workspace = await created();
    const after = next(workspace, { tokens: {} });
    const writeId = SYSTEM.newId();
    await replace(workspace, after, writeId);

    expect(await replace(workspace, after, writeId)).toBe(true);
  });

  it('lets exactly one of many replace a version', async () => {
    const workspace = await created();
    const tokensOf = (index: number) => ({ [TOKEN_ID]: { createdAt: `2026-01-0${index + 1}` } });

    const replaced = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        replace(workspace, next(workspace, { tokens: tokensOf(index) })),
      ),
    );

    expect(replaced.filter(Boolean)).toHaveLength(1);
    const read = await stores.workspaces.read('acme');
    expect(read).toMatchObject({ version: 2, tokens: tokensOf(replaced.indexOf(true)) });
  });

  it('lists workspaces in order of id, page by page', async () => {
    for (const id of ['globex', 'acme', 'acme-2']) await create(aWorkspace({ id, name: id }));

    const first = await stores.workspaces.list({ limit: 2 });
    const second = await stores.workspaces.list({ limit: 2, after: 'acme-2' });

    const createdAt = aWorkspace().createdAt;
    expect(first.more).toBe(true);
    expect(first.workspaces).toEqual([
      { id: 'acme', name: 'acme', profile: 'standard', createdAt },
      { id: 'acme-2', name: 'acme-2', profile: 'standard', createdAt },
    ]);
    expect(second).toMatchObject({ workspaces: [{ id: 'globex' }], more: false });
  });

  it('lists a workspace under its new name, and not once it is being removed', async () => {
    const workspace = await created();
    const renamed = next(workspace, { name: 'Acme Ltd' });
    await replace(workspace, renamed);
    const listed = await stores.workspaces.list({ limit: 10 });
    const deletedAt = '2026-02-02T00:00:00.000Z';

    await replace(renamed, next(renamed, { deletedAt }));

    expect(listed.workspaces).toMatchObject([{ name: 'Acme Ltd' }]);
    expect(await stores.workspaces.list({ limit: 10 })).toEqual({ workspaces: [], more: false });
    expect(await stores.workspaces.read('acme')).toMatchObject({ deletedAt });
    expect(await create(workspace)).toBe(false);
  });

  it('gives settings that an older deployment did not know their defaults', async () => {
    const { settings: _, ...workspace } = aWorkspace();
    const partial = { ...workspace, settings: { scimEnabled: false } } as unknown as Workspace;
    await create(partial);

    const read = await stores.workspaces.read('acme');

    expect(read?.settings).toEqual({ ...DEFAULT_SETTINGS, scimEnabled: false });
  });
});
