/** Which edits a rule or a switch refuses, and that it says what to do. */

import { describe, expect, it } from '@jest/globals';
import { checkEdit, isManagedByIdp } from '#administration/users/user-rules.ts';
import { DEFAULT_SETTINGS, type WorkspaceSettings } from '#directory/workspace.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import type { JsonObject } from '#scim/json.ts';
import { aUser } from '#test/support/users.ts';

const MODERNLOOP = profileNamed('modernloop');
const MODJO = profileNamed('modjo');

const ON: WorkspaceSettings = { ...DEFAULT_SETTINGS, roleEditing: 'idp' };
const provisioned = aUser({
  resource: { userName: 'ada' },
  role: { value: 'ADMIN', source: 'idp', lastFromIdp: 'ADMIN' },
});
const invited = { ...provisioned, provisionedBy: 'manual' } as const;
const body = (parts: { role?: string; appFields?: JsonObject; fields?: JsonObject }) => ({
  role: undefined,
  appFields: {},
  fields: {},
  ...parts,
});

describe('who is managed by the identity provider', () => {
  it.each([
    [provisioned, {}, true],
    [invited, {}, false],
    [provisioned, { scimEnabled: false }, false],
    [provisioned, { scimAvailable: false }, false],
  ])('%#', (user, settings, expected) => {
    expect(isManagedByIdp(user, { ...ON, ...settings })).toBe(expected);
  });
});

describe('an edit of a user whom the identity provider manages', () => {
  it.each([
    ['deactivation', { fields: { active: false } }, /only it can deactivate them: unassign/],
    [
      'an attribute',
      { fields: { firstName: 'Eve' } },
      /^firstName: .*change them in your identity/,
    ],
    ['a role', { role: 'SCHEDULER' }, /change the role there, or set roleEditing to app$/],
  ])('%s is refused: 409', (_, parts, detail) => {
    expect(() => checkEdit(MODERNLOOP, ON, provisioned, body(parts))).toThrow(
      expect.objectContaining({ status: 409, message: expect.stringMatching(detail) }),
    );
  });

  it.each([
    ['app-owned fields', { appFields: { appUserId: 'x' } }],
    [
      'what is so already',
      { role: 'ADMIN', fields: { userName: 'ada', active: true, title: null } },
    ],
  ])('%s is let through', (_, parts) => {
    expect(() => checkEdit(MODERNLOOP, ON, provisioned, body(parts))).not.toThrow();
  });

  it('a role is let through where roles are edited in the app', () => {
    const edit = body({ role: 'SCHEDULER' });

    expect(() =>
      checkEdit(MODERNLOOP, { ...ON, roleEditing: 'app' }, provisioned, edit),
    ).not.toThrow();
    expect(() => checkEdit(MODJO, ON, provisioned, body({ role: 'Analyst' }))).not.toThrow();
  });
});

it('an edit of somebody who was invited by hand is let through, whatever it is', () => {
  const edit = body({ role: 'SCHEDULER', fields: { active: false, userName: 'eve' } });

  expect(() => checkEdit(MODERNLOOP, ON, invited, edit)).not.toThrow();
});
