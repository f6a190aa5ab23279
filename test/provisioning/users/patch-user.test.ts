import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#directory/user.ts';
import { patchUser } from '#provisioning/users/patch-user.ts';
import { readAll, readRecords } from '#test/support/invariants.ts';
import { aBody, bodyOf, clientOf, contextOf, idOf, replacing } from '#test/support/scim-client.ts';
import { useStores } from '#test/support/stores.ts';
import { aRequest } from '#test/support/user-ports.ts';
import { aContext } from '#test/support/workspaces.ts';

const NOBODY = '01900000-0000-7000-8000-000000000000';

describe('PATCH /Users/{id}, RFC 7644 §3.5.2', () => {
  const stores = useStores();
  const client = clientOf(() => stores.ports);
  const modjo = clientOf(
    () => stores.ports,
    () => contextOf('modjo'),
  );

  it('answers 200 with the user as it is then', async () => {
    const id = idOf(await client.post(aBody('ada')));
    stores.clock.advance(1000);

    const result = await client.patch(id, [replacing('title', 'Countess')]);

    const lastModified = new Date(stores.clock.now()).toISOString();
    expect(result).toMatchObject({ kind: 'resource', version: 'W/"2"' });
    expect(bodyOf(result)).toMatchObject({ title: 'Countess', meta: { lastModified } });
    expect(await client.get(id)).toEqual(result);
  });

  it('costs one read and one transaction', async () => {
    const id = idOf(await client.post(aBody('ada')));
    stores.database.follow(() => undefined);

    await client.patch(id, [replacing('title', 'x')]);

    expect(stores.database.sent.map(({ name }) => name)).toEqual(['Get', 'TransactWrite']);
  });

  it('applies all operations or none', async () => {
    const id = idOf(await client.post(aBody('ada')));
    const before = await readAll(stores.table);

    const patching = client.patch(id, [
      replacing('title', 'x'),
      replacing('emails[type eq "home"].display', 'y'),
      { op: 'replace', path: 'photos[type eq "strange"].value', value: 'z' },
    ]);

    await expect(patching).rejects.toMatchObject({ status: 400, scimType: 'noTarget' });
    expect(await readAll(stores.table)).toEqual(before);
  });

  it.each([
    ['no operations', {}, 'invalidSyntax'],
    ['a broken path', { Operations: [replacing('a b', 1)] }, 'invalidPath'],
    ['a read-only path', { Operations: [replacing('id', 'x')] }, 'mutability'],
    ['a remove without a path', { Operations: [{ op: 'remove' }] }, 'noTarget'],
    ['a wrong type', { Operations: [replacing('active', 'perhaps')] }, 'invalidValue'],
  ])('refuses %s before it reads the user', async (_, body, scimType) => {
    const request = aRequest({ id: NOBODY, body: body as JsonObject });

    const patching = patchUser(stores.ports, aContext(), request);

    await expect(patching).rejects.toMatchObject({ status: 400, scimType });
    expect(stores.database.sent).toEqual([]);
  });

  it.each([
    ['userName', { op: 'remove', path: 'userName' }],
    ['active', { op: 'remove', path: 'active' }],
    ['active', replacing('active', null)],
    ['userName', replacing('userName', '')],
  ])('answers 400 mutability where it empties %s', async (attribute, operation) => {
    const id = idOf(await client.post(aBody('ada')));

    const patching = client.patch(id, [operation]);

    const refusal = { status: 400, scimType: 'mutability', attributes: [attribute] };
    await expect(patching).rejects.toMatchObject(refusal);
  });

  it('asks only for what it touches: a user that lacks a name can have its title changed', async () => {
    const id = idOf(await client.post({ userName: 'ada' }));

    const result = await modjo.patch(id, [replacing('title', 'x')]);

    expect(bodyOf(result).title).toBe('x');
  });

  it('refuses to empty what the profile requires', async () => {
    const id = idOf(await modjo.post(aBody('ada')));

    const patching = modjo.patch(id, [{ op: 'remove', path: 'name.familyName' }]);

    const refusal = { status: 400, scimType: 'mutability', attributes: ['name.familyName'] };
    await expect(patching).rejects.toMatchObject(refusal);
  });

  it.each([
    ['a replace of what is so already', replacing('title', 'Countess')],
    ['an add of what is there already', { op: 'add', path: 'title', value: 'Countess' }],
    ['a remove of what is not there', { op: 'remove', path: 'nickName' }],
  ])('leaves version and log alone at %s', async (_, operation) => {
    const id = idOf(await client.post(aBody('ada', { title: 'Countess' })));
    const before = await readAll(stores.table);

    const result = await client.patch(id, [operation]);

    expect(result).toMatchObject({ version: 'W/"1"' });
    expect(await readAll(stores.table)).toEqual(before);
  });

  it('notes unknown attributes by name, once in 15 seconds however often they come', async () => {
    const id = idOf(await client.post(aBody('ada')));

    for (let count = 0; count < 3; count += 1) {
      await client.patch(id, [replacing('shoeSize', 'canary')]);
    }

    const notes = (await readAll(stores.table)).filter(({ repeats }) => repeats !== undefined);
    expect(notes.length).toBeLessThanOrEqual(2); // Two where a window ends meanwhile.
    expect(notes.reduce((sum, { repeats }) => sum + Number(repeats), 0)).toBe(3);
    expect(JSON.stringify(notes)).toContain('shoeSize');
    expect(JSON.stringify(notes)).not.toContain('canary');
  });

  it.each([
    ['by path', replacing('active', false)],
    ['as text', replacing('active', 'False')],
    ['without a path', { op: 'Replace', value: { active: false } }],
    ['by an add', { op: 'add', path: 'active', value: false }],
    ['by its full name', replacing('urn:ietf:params:scim:schemas:core:2.0:User:active', 'false')],
  ])('deactivates %s, and records one User Deprovisioned', async (_, operation) => {
    const id = idOf(await client.post(aBody('ada')));

    const result = await client.patch(id, [operation]);
    await client.patch(id, [operation]);

    expect(bodyOf(result).active).toBe(false);
    const events = (await readRecords(stores.table)).flatMap((record) => record.events);
    expect(events.map(({ type }) => type)).toEqual(['User Provisioned', 'User Deprovisioned']);
  });

  it('reactivates with the same id, and records one User Reactivated', async () => {
    const id = idOf(await client.post(aBody('ada', { active: false })));

    const result = await client.patch(id, [replacing('active', true)]);

    const events = (await readRecords(stores.table)).flatMap((record) => record.events);
    expect([idOf(result), bodyOf(result).active]).toEqual([id, true]);
    expect(events.map(({ type }) => type)).toEqual(['User Provisioned', 'User Reactivated']);
  });

  it('answers 404 for nobody', async () => {
    const patching = client.patch(NOBODY, [replacing('title', 'x')]);

    await expect(patching).rejects.toMatchObject({ status: 404 });
  });
});
