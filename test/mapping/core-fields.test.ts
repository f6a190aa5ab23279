import { describe, expect, it } from '@jest/globals';
import { wordsOf } from '#mapping/core-fields.ts';

describe('what people are told of a field', () => {
  it('is said of its path, where most products know that', () => {
    const words = wordsOf({ name: 'surname', path: 'name.familyName' });

    expect(words?.description).toContain('Last name');
    expect(words?.sources).toMatchObject({ okta: 'user.lastName', entra: 'surname' });
  });

  it('is what the profile says itself, if it does', () => {
    const own = {
      name: 'mail',
      path: 'emails',
      description: 'Ours.',
      sources: { okta: 'user.mail' },
    };

    expect(wordsOf(own)).toEqual({ description: 'Ours.', sources: { okta: 'user.mail' } });
  });

  it('has no sources where nobody publishes one: the admin chooses', () => {
    const own = { name: 'centre', path: 'costCenter', description: 'The cost centre.' };

    expect(wordsOf(own)).toEqual({ description: 'The cost centre.', sources: {} });
  });

  it('is nothing where neither says anything', () => {
    expect(wordsOf({ name: 'centre', path: 'costCenter' })).toBeUndefined();
  });
});
