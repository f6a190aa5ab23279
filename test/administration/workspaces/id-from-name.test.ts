import { describe, expect, it } from '@jest/globals';
import { idFromName } from '#administration/workspaces/id-from-name.ts';
import { isWorkspaceId } from '#directory/workspace.ts';

describe('the id that a name makes', () => {
  it('is a UUID of version 8 (RFC 9562 §5.8), and can be the id of a workspace', () => {
    const id = idFromName('ModernLoop GmbH');

    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(isWorkspaceId(id)).toBe(true);
  });

  it('is the same for ever: a request may be repeated after an upgrade', () => {
    expect(idFromName('Acme')).toBe('9a7a67cf-827e-88c4-887e-66e281afef76');
  });

  it.each([
    ['Acme', 'ACME'],
    ['Straße', 'STRAßE'],
    ['Ａcme', 'acme'],
    ['株式会社', '株式会社'],
  ])('is the same without regard to case: %s, %s', (one, other) => {
    expect(idFromName(one)).toBe(idFromName(other));
  });

  it('is another for another name, whatever it is written in and however long', () => {
    const names = ['Acme', 'Acme 2', 'Acme-2', 'A-cme', '株式会社', '公司', '🚀', 'x'.repeat(200)];

    expect(new Set(names.map(idFromName)).size).toBe(names.length);
    expect(names.map(idFromName).every(isWorkspaceId)).toBe(true);
  });
});
