/** A request that sets `active` to false goes through, whatever rule of the profile it breaks. */

import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#directory/user.ts';
import { readRecords } from '#test/support/invariants.ts';
import {
  aBody,
  bodyOf,
  clientOf,
  contextOf,
  idOf,
  type ProfileName,
  replacing,
} from '#test/support/scim-client.ts';
import { useStores } from '#test/support/stores.ts';

const stores = useStores();
const clientFor = (profile: ProfileName) =>
  clientOf(
    () => stores.ports,
    () => contextOf(profile),
  );
const OFF = replacing('active', false);

const lastRecord = async (version: number) =>
  (await readRecords(stores.table)).find((record) => record.version === version);

describe.each(['modernloop', 'modjo'] as const)('deprovisioning for %s', (profile) => {
  const client = clientFor(profile);

  it.each([
    ['an empty family name', [{ op: 'remove', path: 'name.familyName' }], 'name.familyName'],
    ['an empty name', [{ op: 'remove', path: 'name' }], 'name.givenName'],
    ['no e-mail', [{ op: 'remove', path: 'emails' }], 'emails'],
  ])('goes through with %s, by PATCH, and keeps what was there', async (_, operations, kept) => {
    const id = idOf(await client.post(aBody('ada')));

    const result = await client.patch(id, [...operations, OFF]);

    const { name, emails } = aBody('ada');
    expect(bodyOf(result)).toMatchObject({ active: false, name, emails });
    expect((await lastRecord(2))?.ignored).toContain(kept);
    expect((await lastRecord(2))?.changed).toEqual(['active']);
  });

  it('goes through with nothing but a userName, by PUT', async () => {
    const id = idOf(await client.post(aBody('ada')));

    const result = await client.put(id, { userName: 'ada', active: 'False' });

    const { name, emails } = aBody('ada');
    expect(bodyOf(result)).toMatchObject({ active: false, name, emails });
  });

  it.each(['PATCH', 'PUT'])(
    'goes through with an e-mail of another user, by %s',
    async (method) => {
      const id = idOf(await client.post(aBody('ada', { title: 'x' })));
      await client.post(aBody('grace'));
      const emails = [{ value: 'GRACE@x.example', type: 'work' }];

      const result =
        method === 'PUT'
          ? await client.put(id, aBody('ada', { emails, active: false, title: 'y' }))
          : await client.patch(id, [replacing('emails', emails), OFF, replacing('title', 'y')]);

      expect(bodyOf(result)).toMatchObject({
        active: false,
        emails: aBody('ada').emails,
        title: 'y',
      });
      expect((await lastRecord(2))?.ignored).toContain('emails');
    },
  );

  it('of a user that is inactive, with an e-mail of another user, changes nothing', async () => {
    const id = idOf(await client.post(aBody('ada', { active: false })));
    await client.post(aBody('grace'));
    const emails = [{ value: 'grace@x.example', type: 'work' }];

    const result = await client.patch(id, [replacing('emails', emails), OFF]);

    expect(result).toMatchObject({ version: 'W/"1"' });
    expect((await client.stored(id))?.version).toBe(1);
  });

  it('goes through where the userName is the address, and is that of another user now', async () => {
    const body = { ...aBody('ada@x.example'), emails: [] as JsonObject[] };
    const isRequired = profile === 'modernloop';
    const emails = isRequired ? [{ value: 'ada@x.example' }] : [];
    const id = idOf(await client.post({ ...body, emails }));
    await client.post(aBody('grace', { emails: [{ value: 'grace@x.example' }] }));

    const result = await client.put(id, {
      ...body,
      emails: isRequired ? [{ value: 'grace@x.example' }] : [],
      userName: 'grace@x.example',
      active: false,
    });

    expect(bodyOf(result).active).toBe(false);
  });

  it('is stopped by the userName of another user: that is no rule of a profile', async () => {
    const id = idOf(await client.post(aBody('ada')));
    await client.post(aBody('grace'));

    const patching = client.patch(id, [replacing('userName', 'grace'), OFF]);

    await expect(patching).rejects.toMatchObject({ status: 409, attributes: ['userName'] });
  });

  it('does not let past the rules a request that ends with active: true', async () => {
    const id = idOf(await client.post(aBody('ada')));

    const patching = client.patch(id, [
      OFF,
      { op: 'remove', path: 'name.familyName' },
      replacing('active', true),
    ]);

    await expect(patching).rejects.toMatchObject({ status: 400, scimType: 'mutability' });
  });

  it('does not let past the rules an edit of a user that is inactive already', async () => {
    const id = idOf(await client.post(aBody('ada', { active: false })));

    const patching = client.patch(id, [{ op: 'remove', path: 'name.familyName' }]);

    await expect(patching).rejects.toMatchObject({ status: 400, scimType: 'mutability' });
  });
});

describe('deprovisioning for modjo', () => {
  const client = clientFor('modjo');

  it('goes through with a time zone that there is not', async () => {
    const id = idOf(await client.post(aBody('ada', { timezone: 'Europe/Paris' })));

    const result = await client.patch(id, [replacing('timezone', '+02:00'), OFF]);

    expect(bodyOf(result)).toMatchObject({ active: false, timezone: 'Europe/Paris' });
    const record = await lastRecord(2);
    expect(record?.ignored).toContain('timezone');
    expect(JSON.stringify(record)).not.toContain('+02:00');
  });

  it('leaves a user without time zone without one', async () => {
    const id = idOf(await client.post(aBody('ada')));

    const result = await client.put(id, aBody('ada', { timezone: 'Mars', active: false }));

    expect(bodyOf(result)).not.toHaveProperty('timezone');
    expect(bodyOf(result).active).toBe(false);
  });
});
