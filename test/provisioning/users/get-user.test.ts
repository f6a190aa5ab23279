import { describe, expect, it } from '@jest/globals';
import { getUser } from '#provisioning/users/get-user.ts';
import { aBody, bodyOf, clientOf, idOf } from '#test/support/scim-client.ts';
import { useStores } from '#test/support/stores.ts';
import { aRequest, BASE_URL } from '#test/support/user-ports.ts';
import { aContext, aWorkspace } from '#test/support/workspaces.ts';

const NOBODY = '01900000-0000-7000-8000-000000000000';

describe('GET /Users/{id}, RFC 7644 §3.4.1', () => {
  const stores = useStores();
  const client = clientOf(() => stores.ports);

  it('answers with the user as it was created', async () => {
    const created = await client.post(aBody('ada', { externalId: 'E' }));

    const result = await client.get(idOf(created));

    expect(result).toEqual({ ...created, kind: 'resource' });
  });

  it('answers with a user that is inactive', async () => {
    const created = await client.post(aBody('ada', { active: false }));

    const result = await client.get(idOf(created));

    expect(bodyOf(result).active).toBe(false);
  });

  it('costs one read', async () => {
    const created = await client.post(aBody('ada'));
    stores.database.follow(() => undefined);

    await client.get(idOf(created));

    expect(stores.database.sent.map(({ name }) => name)).toEqual(['Get']);
  });

  it.each(['', 'x', '1', '../x', `${NOBODY}#`, NOBODY.toUpperCase().replace('0', 'A'), '%00'])(
    'answers 404 to what can be no id, without a read: %p',
    async (id) => {
      const getting = client.get(id);

      await expect(getting).rejects.toMatchObject({ status: 404, scimType: undefined });
      expect(stores.database.sent).toEqual([]);
    },
  );

  it('answers 404 alike to an id of nobody and to one of another workspace', async () => {
    const there = clientOf(
      () => stores.ports,
      () => aContext({ workspace: aWorkspace({ id: 'acme-2' }) }),
    );
    const created = await there.post(aBody('ada'));

    const answers = await Promise.allSettled([client.get(NOBODY), client.get(idOf(created))]);

    const [nobody, foreign] = answers.map((answer) =>
      answer.status === 'rejected' ? answer.reason.toMessage() : answer,
    );
    expect(nobody).toMatchObject({ status: '404' });
    expect(foreign).toEqual(nobody);
  });

  it('answers 404 to an id whose user is deleted', async () => {
    const id = idOf(await client.post(aBody('ada')));
    await client.delete(id);

    await expect(client.get(id)).rejects.toMatchObject({ status: 404 });
  });

  it('answers 304 to a client that has this version (§3.14)', async () => {
    const id = idOf(await client.post(aBody('ada')));

    const result = await client.get(id, { ifNoneMatch: 'W/"1"' });

    const location = `${BASE_URL}/Users/${id}`;
    expect(result).toEqual({ kind: 'notModified', location, version: 'W/"1"' });
  });

  it('answers with the user to a client that has another version', async () => {
    const id = idOf(await client.post(aBody('ada')));

    const result = await client.get(id, { ifNoneMatch: 'W/"2"' });

    expect(result.kind).toBe('resource');
  });

  it('answers 412 where If-Match names another version', async () => {
    const id = idOf(await client.post(aBody('ada')));

    await expect(client.get(id, { ifMatch: 'W/"2"' })).rejects.toMatchObject({ status: 412 });
  });

  it('leaves out what excludedAttributes names', async () => {
    const id = idOf(await client.post(aBody('ada')));
    const request = aRequest({ id, queryString: 'excludedAttributes=emails,name.givenName,id' });

    const { name, emails, ...rest } = bodyOf(await getUser(stores.ports, aContext(), request));

    expect([name, emails, rest.id]).toEqual([{ familyName: 'Lovelace' }, undefined, id]);
  });

  it('refuses a bad projection before it reads anything', async () => {
    const queryString = 'attributes=userName&excludedAttributes=name';

    const getting = getUser(stores.ports, aContext(), aRequest({ id: NOBODY, queryString }));

    await expect(getting).rejects.toMatchObject({ status: 400, scimType: 'invalidValue' });
    expect(stores.database.sent).toEqual([]);
  });
});
