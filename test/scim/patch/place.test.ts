import { describe, expect, it } from '@jest/globals';
import { placeAt } from '#scim/patch/place.ts';
import { CORE_USER } from '#scim/schema/core-user.ts';
import { ENTERPRISE_USER } from '#scim/schema/enterprise-user.ts';
import { resourceSchemas } from '#scim/schema/schema.ts';
import { ENTERPRISE, refusal, USER, USER_SCHEMAS } from '#test/support/scim-core.ts';

const newSchemas = () => resourceSchemas('User', CORE_USER, [ENTERPRISE_USER]);

describe('where the path of an operation leads, RFC 7644 §3.5.2', () => {
  it.each([
    [USER, 'core'],
    [ENTERPRISE, 'extension'],
    ['displayName', 'attribute'],
    [`${ENTERPRISE}:manager.value`, 'attribute'],
    ['emails[type eq "work"].value', 'attribute'],
    ['meta.created', 'readOnly'],
    ['password', 'passedOver'],
    ['shoeSize', 'unknown'],
  ])('%s is %s', (path, kind) => {
    expect(placeAt(USER_SCHEMAS, path).kind).toBe(kind);
  });

  it('is refused where it is no path, however often it is asked for', () => {
    for (const _ of [1, 2]) {
      expect(() => placeAt(USER_SCHEMAS, 'emails[')).toThrow(refusal('invalidPath'));
    }
  });
});

describe('places that are remembered', () => {
  it('are those of the same schemas alone', () => {
    const schemas = newSchemas();

    expect(placeAt(schemas, 'title')).toBe(placeAt(schemas, 'title'));
    expect(placeAt(schemas, 'title')).not.toBe(placeAt(newSchemas(), 'title'));
  });

  it.each([
    ['whose filter names one value of many', 'emails[value eq "a@example.com"].display'],
    ['whose path is long', `emails[type eq "${'x'.repeat(200)}"].value`],
  ])('are none %s', (_, path) => {
    const schemas = newSchemas();

    expect(placeAt(schemas, path)).not.toBe(placeAt(schemas, path));
  });

  it('are the last five hundred: the oldest makes room', () => {
    const schemas = newSchemas();
    const first = placeAt(schemas, 'title');
    const kept = placeAt(schemas, 'nickName');

    for (let index = 0; index < 499; index += 1) placeAt(schemas, `unknown${index}`);

    expect(placeAt(schemas, 'nickName')).toBe(kept);
    expect(placeAt(schemas, 'title')).not.toBe(first);
  });
});
