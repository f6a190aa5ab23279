import { describe, expect, it } from '@jest/globals';
import { schemaDocument } from '#scim/discovery.ts';
import { isObject, type Json, type JsonObject } from '#scim/json.ts';
import { CORE_USER } from '#scim/schema/core-user.ts';
import { ENTERPRISE_USER } from '#scim/schema/enterprise-user.ts';
import type { Schema } from '#scim/schema/schema.ts';
import { RFC_SCHEMAS } from '#test/rfc/read-json.ts';

/** One characteristic of one attribute: what §8.7.1 says, what we say. */
type Difference = readonly [path: string, name: string, rfc: Json | null, ours: Json | null];

/** Descriptions are our own words. */
const OWN_WORDS = 'description';

const COMPLEX_IS_NOT_UNIQUE: readonly Difference[] = [
  ['name', 'uniqueness', 'none', null],
  ['emails', 'uniqueness', 'none', null],
  ['addresses', 'uniqueness', 'none', null],
  ['x509Certificates', 'caseExact', false, null],
];

/** §2.3.6 and §2.3.7 of the same RFC: reference and binary values are case-exact. */
const EXACT_BY_TYPE: readonly Difference[] = [
  ['profileUrl', 'caseExact', false, true],
  ['photos.value', 'caseExact', false, true],
  ['groups.$ref', 'caseExact', false, true],
  ['x509Certificates.value', 'caseExact', false, true],
];

/** §2.4 gives every multi-valued attribute both; Entra sends `primary` (DESIGN.md). */
const COMPLETED_BY_SECTION_2_4: readonly Difference[] = [
  ['addresses.display', 'attribute', null, 'present'],
  ['addresses.primary', 'attribute', null, 'present'],
];

/** Ids are ours and exact (§3.1); a group has users alone, so all membership is direct. */
const OUR_GROUPS: readonly Difference[] = [
  ['groups.value', 'caseExact', false, true],
  ['groups.$ref', 'referenceTypes', ['User', 'Group'], ['Group']],
  ['groups.type', 'canonicalValues', ['direct', 'indirect'], ['direct']],
];

/** An empty list of suggestions suggests as much as none. */
const NOTHING_SUGGESTED: readonly Difference[] = [
  ['roles.type', 'canonicalValues', [], null],
  ['x509Certificates.type', 'canonicalValues', [], null],
];

describe('the User schema, RFC 7643 §8.7.1', () => {
  it('is that of the RFC, attribute by attribute, but for differences that have a reason', () => {
    const expected = [
      ...COMPLEX_IS_NOT_UNIQUE,
      ...EXACT_BY_TYPE,
      ...COMPLETED_BY_SECTION_2_4,
      ...OUR_GROUPS,
      ...NOTHING_SUGGESTED,
    ];

    const differences = compare(CORE_USER);

    expect(sorted(differences)).toEqual(sorted(expected));
  });

  it('has the id and the name of the RFC', () => {
    const [rfc] = RFC_SCHEMAS;

    expect(CORE_USER).toMatchObject({
      id: rfc?.id,
      name: rfc?.name,
      description: rfc?.description,
    });
  });

  it('has password write-only and never returned, groups read-only', () => {
    const named = (name: string) => CORE_USER.attributes.find((each) => each.name === name);

    expect(named('password')).toMatchObject({ mutability: 'writeOnly', returned: 'never' });
    expect(named('groups')).toMatchObject({ mutability: 'readOnly' });
    expect(named('groups')?.subAttributes?.map(({ mutability }) => mutability)).toEqual(
      Array(4).fill('readOnly'),
    );
  });
});

describe('the enterprise extension, RFC 7643 §8.7.1', () => {
  it('is that of the RFC, but that references are case-exact (§2.3.7)', () => {
    expect(compare(ENTERPRISE_USER)).toEqual([['manager.$ref', 'caseExact', false, true]]);
  });

  it('has the id, the name and the description of the RFC', () => {
    const rfc = RFC_SCHEMAS.find(({ id }) => id === ENTERPRISE_USER.id);

    expect(rfc).toMatchObject({
      name: ENTERPRISE_USER.name,
      description: ENTERPRISE_USER.description,
    });
  });
});

function compare(schema: Schema): Difference[] {
  const rfc = RFC_SCHEMAS.find(({ id }) => id === schema.id);
  return compareLists('', rfc?.attributes, schemaDocument(schema, '').attributes);
}

function compareLists(parent: string, rfc: Json | undefined, ours: Json | undefined): Difference[] {
  const [theirs, own] = [attributesByName(rfc), attributesByName(ours)];
  return [...new Set([...theirs.keys(), ...own.keys()])].flatMap((name): Difference[] => {
    const [left, right] = [theirs.get(name), own.get(name)];
    if (left !== undefined && right !== undefined) {
      return compareAttributes(`${parent}${name}`, left, right);
    }
    const presence = (attribute?: JsonObject) => (attribute === undefined ? null : 'present');
    return [[`${parent}${name}`, 'attribute', presence(left), presence(right)]];
  });
}

function compareAttributes(path: string, rfc: JsonObject, ours: JsonObject): Difference[] {
  const names = new Set([...Object.keys(rfc), ...Object.keys(ours)]);
  names.delete(OWN_WORDS);
  names.delete('subAttributes');
  const own = [...names]
    .filter((name) => JSON.stringify(rfc[name]) !== JSON.stringify(ours[name]))
    .map((name): Difference => [path, name, rfc[name] ?? null, ours[name] ?? null]);
  return [...own, ...compareLists(`${path}.`, rfc.subAttributes, ours.subAttributes)];
}

function attributesByName(list: Json | undefined): ReadonlyMap<string, JsonObject> {
  const attributes = Array.isArray(list) ? list.filter(isObject) : [];
  return new Map(attributes.map((attribute) => [String(attribute.name), attribute]));
}

function sorted(differences: readonly Difference[]): string[] {
  return differences.map((difference) => JSON.stringify(difference)).sort();
}
