import { describe, expect, it } from '@jest/globals';
import { SYSTEM } from '#compose/adapters.ts';
import { DEFAULT_SETTINGS, isWorkspaceId, MAX_TOKENS } from '#directory/workspace.ts';

describe('a workspace id', () => {
  it.each(['a', '0', 'acme', 'acme-2', '-'.padStart(50, 'a'), SYSTEM.newId()])('is %s', (id) => {
    expect(isWorkspaceId(id)).toBe(true);
  });

  it.each([
    '',
    '-acme',
    'Acme',
    'ac_me',
    'ac me',
    'ac#me',
    'ac~me',
    'äcme',
    'acme\n',
    'a'.repeat(51),
  ])('is not %p', (id) => {
    expect(isWorkspaceId(id)).toBe(false);
  });
});

describe('a workspace, where nothing else is said', () => {
  it('has SCIM in its plan and switched on, and keeps deleted users for 30 days', () => {
    expect(DEFAULT_SETTINGS).toMatchObject({
      scimAvailable: true,
      scimEnabled: true,
      keepDeletedDays: 30,
    });
  });

  it('may have 5 live tokens', () => {
    expect(MAX_TOKENS).toBe(5);
  });
});
