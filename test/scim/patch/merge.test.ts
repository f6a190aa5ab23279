import { describe, expect, it } from '@jest/globals';
import { merge } from '#scim/patch/merge.ts';

describe('a complex value is merged, RFC 7644 §3.5.2.3', () => {
  it('keeps the sub-attributes that are not given', () => {
    expect(merge({ givenName: 'Ada', familyName: 'L' }, { givenName: 'Eva' })).toEqual({
      givenName: 'Eva',
      familyName: 'L',
    });
  });

  it('loses those that are null', () => {
    expect(merge({ givenName: 'Ada', familyName: 'L' }, { familyName: null })).toEqual({
      givenName: 'Ada',
    });
    expect(merge({}, { familyName: null })).toEqual({});
  });

  it('loses a $ref that belonged to another value', () => {
    const manager = { value: '1', $ref: '../Users/1' };

    expect(merge(manager, { value: '2' })).toEqual({ value: '2' });
    expect(merge(manager, { value: null })).toEqual({});
  });

  it('keeps the $ref of the same value, and takes one that comes along', () => {
    const manager = { value: '1', $ref: '../Users/1' };

    expect(merge(manager, { value: '1' })).toEqual(manager);
    expect(merge(manager, { value: '2', $ref: '../Users/2' })).toEqual({
      value: '2',
      $ref: '../Users/2',
    });
    expect(merge(manager, { $ref: 'https://x/Users/1' })).toEqual({
      value: '1',
      $ref: 'https://x/Users/1',
    });
  });

  it('leaves what came in as it was', () => {
    const existing = Object.freeze({ value: '1', $ref: 'r' });

    merge(existing, { value: null });

    expect(existing).toEqual({ value: '1', $ref: 'r' });
  });
});
