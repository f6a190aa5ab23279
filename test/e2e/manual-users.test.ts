/** Admins and an identity provider at the same people at once, through two processes. */

import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { countByStatus, patchOf, useTwoEndpoints } from './two-endpoints.ts';

const endpoints = useTwoEndpoints();
beforeAll(() => endpoints.enter('modernloop-demo'));

const newAddress = () => `${randomUUID()}@x.example`;
const bodyOf = (address: string) => ({
  userName: address,
  name: { givenName: 'Ada', familyName: 'Lovelace' },
  emails: [{ value: address, type: 'work' }],
});
const many = <Result>(count: number, each: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => each(index)));

describe('a person whom admins invite and an identity provider creates', () => {
  it('is one user, however many ask at once: whoever comes second is told so', async () => {
    await endpoints.admin('PATCH', '', { settings: { onManualConflict: 'reject' } });
    const address = newAddress();

    const answers = await many(30, (index) =>
      index % 2 === 0
        ? endpoints.admin('POST', '/users', { email: address })
        : endpoints.send('POST', '/Users', bodyOf(address)),
    );

    expect(countByStatus(answers)).toEqual({ 201: 1, 409: 29 });
  });

  it('is adopted once, with the id of the invitation', async () => {
    await endpoints.admin('PATCH', '', { settings: { onManualConflict: 'adopt' } });
    const address = newAddress();
    const invited = await endpoints.admin('POST', '/users', { email: address, role: 'ADMIN' });

    const answers = await many(20, () => endpoints.send('POST', '/Users', bodyOf(address)));

    expect(countByStatus(answers)).toEqual({ 201: 1, 409: 19 });
    expect(answers.find(({ status }) => status === 201)?.body.id).toBe(invited.body.id);
    const known = await endpoints.admin('GET', `/users/${invited.body.id}`);
    expect(known.body).toMatchObject({ provisionedBy: 'scim', role: 'ADMIN', version: 2 });
  });

  it('is adopted with what admins have just edited, or edited afterwards: no edit is lost', async () => {
    await endpoints.admin('PATCH', '', { settings: { onManualConflict: 'adopt' } });
    const address = newAddress();
    const { body } = await endpoints.admin('POST', '/users', { email: address });
    const edits = Array.from({ length: 10 }, (_, index) => ({ appUserId: `u-${index}` }));

    const [adoption, ...edited] = await Promise.all([
      endpoints.send('POST', '/Users', bodyOf(address)),
      ...edits.map((appFields) => endpoints.admin('PATCH', `/users/${body.id}`, { appFields })),
    ]);

    expect(adoption.status).toBe(201);
    expect(countByStatus(edited)).toEqual({ 200: 10 });
    const known = await endpoints.admin('GET', `/users/${body.id}`);
    expect(known.body).toMatchObject({ provisionedBy: 'scim', version: 12 });
  });
});

it('app-owned fields and attributes of one user are written at once, and all land', async () => {
  const address = newAddress();
  const id = await endpoints.create(bodyOf(address));

  const answers = await many(20, (index) =>
    index % 2 === 0
      ? endpoints.admin('PATCH', `/users/${id}`, { appFields: { appUserId: `u-${index}` } })
      : endpoints.send(
          'PATCH',
          `/Users/${id}`,
          patchOf({ op: 'replace', path: 'title', value: `t-${index}` }),
        ),
  );

  expect(countByStatus(answers)).toEqual({ 200: 20 });
  const known = await endpoints.admin('GET', `/users/${id}`);
  expect(known.body.version).toBe(21);
});
