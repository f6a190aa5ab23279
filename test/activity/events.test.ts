import { describe, expect, it } from '@jest/globals';
import { lifecycleEvents } from '#activity/events.ts';
import type { User } from '#directory/user.ts';
import { aUser, personOf } from '#test/support/users.ts';

const ID = '01900000-0000-7000-8000-000000000001';
const URN = 'urn:ietf:params:scim:event:prov';
const active = aUser({ id: ID, resource: { userName: 'Ada', externalId: 'E1', title: 'secret' } });
const inactive: User = { ...active, active: false, version: 2 };

const eventsOf = (
  operation: 'create' | 'replace' | 'patch' | 'delete',
  users: { readonly before?: User; readonly after?: User },
  changed: readonly string[],
) =>
  lifecycleEvents({
    ...{ operation, ...users, changed, cause: operation === 'delete' ? 'deleted' : 'scim' },
    person: personOf((users.after ?? users.before) as User),
  });
const typesOf = (...args: Parameters<typeof eventsOf>) => eventsOf(...args).map(({ type }) => type);

describe('the lifecycle events of a change', () => {
  it.each([
    ['a create', 'create', { after: active }, ['userName'], ['User Provisioned']],
    [
      'a create of an inactive user',
      'create',
      { after: inactive },
      ['userName'],
      ['User Provisioned'],
    ],
    ['a PATCH', 'patch', { before: active, after: active }, ['title'], ['User Updated']],
    ['a PUT', 'replace', { before: active, after: active }, ['title'], ['User Updated']],
    [
      'a PATCH of active to false',
      'patch',
      { before: active, after: inactive },
      ['active'],
      ['User Deprovisioned'],
    ],
    [
      'a PUT with active false',
      'replace',
      { before: active, after: inactive },
      ['active', 'title'],
      ['User Deprovisioned', 'User Updated'],
    ],
    [
      'a PATCH of active to true',
      'patch',
      { before: inactive, after: active },
      ['active'],
      ['User Reactivated'],
    ],
    [
      'a change of an inactive user',
      'patch',
      { before: inactive, after: inactive },
      ['title'],
      ['User Updated'],
    ],
    ['a DELETE', 'delete', { before: active }, ['active'], ['User Deprovisioned', 'User Deleted']],
    ['a DELETE of an inactive user', 'delete', { before: inactive }, [], ['User Deleted']],
    ['a change of nothing', 'patch', { before: active, after: active }, [], []],
  ] as const)('of %s', (_, operation, users, changed, types) => {
    expect(typesOf(operation, users, changed)).toEqual(types);
  });

  it.each([
    ['create', { after: active }, `${URN}:create:notice`],
    ['replace', { before: active, after: active }, `${URN}:put:notice`],
    ['patch', { before: active, after: active }, `${URN}:patch:notice`],
    ['patch', { before: active, after: inactive }, `${URN}:deactivate`],
    ['patch', { before: inactive, after: active }, `${URN}:activate`],
    ['delete', { before: inactive }, `${URN}:delete`],
  ] as const)('of a %s are called as in RFC 9967, %#', (operation, users, scimEvent) => {
    const { before, after }: { before?: User; after?: User } = users;

    const [event] = eventsOf(operation, users, before?.active === after?.active ? ['title'] : []);

    expect(event?.data.scimEvent).toBe(scimEvent);
  });

  it('say who it is, what became of them, and which attributes changed', () => {
    const [event] = eventsOf('patch', { before: active, after: inactive }, ['active']);

    expect(event?.data).toEqual({
      userId: ID,
      externalId: 'E1',
      userName: 'Ada',
      active: false,
      previousActive: true,
      provisionedBy: 'scim',
      role: null,
      attributes: {},
      changedAttributes: ['active'],
      cause: 'scim',
      scimEvent: `${URN}:deactivate`,
    });
  });

  it('say of a user that is deleted who it was, and that this is why', () => {
    const events = eventsOf('delete', { before: active }, ['active']);

    for (const { data } of events) {
      expect(data).toMatchObject({
        userId: ID,
        externalId: 'E1',
        userName: 'Ada',
        active: false,
        previousActive: true,
        cause: 'deleted',
      });
    }
  });

  it('say null where there is no externalId, and where the user was not there before', () => {
    const [event] = eventsOf('create', { after: aUser() }, ['userName']);

    expect(event?.data).toMatchObject({ externalId: null, previousActive: null });
  });

  it('have the new names after a rename', () => {
    const after = { ...active, resource: { ...active.resource, userName: 'Lovelace' } };

    const [event] = eventsOf('patch', { before: active, after }, ['userName']);

    expect(event?.data.userName).toBe('Lovelace');
  });

  it('hold no other values of the user', () => {
    const events = eventsOf('replace', { before: active, after: inactive }, ['active', 'title']);

    expect(JSON.stringify(events)).not.toContain('secret');
  });
});
