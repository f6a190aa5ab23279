import { describe, expect, it } from '@jest/globals';
import { SYSTEM } from '#compose/adapters.ts';
import { adminDoor } from '#local/admin-door.ts';

describe('the authorizer of the local admin API', () => {
  const door = adminDoor(SYSTEM);

  it.each(['Bearer ', 'bearer ', 'BEARER  ', ''])('knows its token: %j', (scheme) => {
    expect(door.authorizer(`${scheme}${door.token}`)).toEqual({
      iam: { userArn: 'arn:aws:iam::000000000000:user/local-admin' },
    });
  });

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    `Bearer ${door.token}x`,
    `Bearer ${door.token.slice(0, -1)}`,
    `Basic ${door.token}`,
    `Bearer ${door.token},Bearer ${door.token}`,
    `Bearer ${adminDoor(SYSTEM).token}`,
  ])('knows nobody else: %j', (authorization) => {
    expect(door.authorizer(authorization)).toBeUndefined();
  });

  it('has another token with every start', () => {
    expect(adminDoor(SYSTEM).token).not.toBe(door.token);
    expect(door.token).toMatch(/^rca_[\w-]{43}$/);
  });
});
