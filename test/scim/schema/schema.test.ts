import { describe, expect, it } from '@jest/globals';
import { parseAttrPath } from '#scim/attr-path.ts';
import { attribute } from '#scim/schema/attribute.ts';
import { CORE_USER } from '#scim/schema/core-user.ts';
import { ENTERPRISE_USER } from '#scim/schema/enterprise-user.ts';
import { findAttribute, isExtension, pathOf, resourceSchemas } from '#scim/schema/schema.ts';
import { ENTERPRISE, USER } from '#test/support/scim-core.ts';

const BADGE = 'urn:example:params:scim:schemas:extension:badge:1.0:User';
const schemas = resourceSchemas('User', CORE_USER, [
  ENTERPRISE_USER,
  {
    id: BADGE,
    name: 'Badge',
    description: 'A badge',
    attributes: [
      attribute('title', 'string'),
      attribute('department', 'string'),
      attribute('level', 'integer'),
    ],
  },
]);

const find = (text: string) => {
  const path = parseAttrPath(text);
  const steps = path && findAttribute(schemas, path);
  return steps?.map(({ name }) => name);
};

describe('the attribute that a path names, RFC 7644 §3.10', () => {
  it.each([
    ['userName', ['userName']],
    ['USERNAME', ['userName']],
    ['name.GivenName', ['name', 'givenName']],
    ['id', ['id']],
    ['externalId', ['externalId']],
    ['meta.lastModified', ['meta', 'lastModified']],
    [`${USER}:userName`, ['userName']],
    [`${USER.toUpperCase()}:NAME.givenname`, ['name', 'givenName']],
    [`${USER}:id`, ['id']],
    [`${ENTERPRISE}:manager.value`, [ENTERPRISE, 'manager', 'value']],
    [`${ENTERPRISE.toLowerCase()}:Department`, [ENTERPRISE, 'department']],
    [ENTERPRISE, [ENTERPRISE]],
    [ENTERPRISE.toUpperCase(), [ENTERPRISE]],
    [`${BADGE}:title`, [BADGE, 'title']],
  ])('%s', (path, names) => {
    expect(find(path)).toEqual(names);
  });

  it.each([
    ['manager', [ENTERPRISE, 'manager'], 'an extension'],
    ['level', [BADGE, 'level'], 'another extension'],
    ['title', ['title'], 'the core schema before any extension'],
    ['department', [ENTERPRISE, 'department'], 'the first extension before the next'],
  ])('%s without a URN is looked for in %j: %s', (path, names) => {
    expect(find(path)).toEqual(names);
  });

  it.each([
    'favouriteColour',
    'name.nick',
    'userName.value',
    'name.givenName.x',
    USER,
    `${USER}:department`,
    `${USER}:${ENTERPRISE}`,
    `${ENTERPRISE}:userName`,
    `${ENTERPRISE}:level`,
    'urn:example:unknown:User:userName',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0User:manager',
    'constructor',
    'toString',
    'name.constructor',
  ])('%s is none', (path) => {
    expect(find(path)).toBeUndefined();
  });
});

describe('the schemas of a resource type', () => {
  it('are one list: common attributes, those of the core schema, an attribute for each extension', () => {
    const names = schemas.attributes.map(({ name }) => name);

    expect(names.slice(0, 5)).toEqual(['schemas', 'id', 'externalId', 'meta', 'userName']);
    expect(names.slice(-2)).toEqual([ENTERPRISE, BADGE]);
  });

  it('have common attributes as RFC 7643 §3.1 describes them', () => {
    const named = (name: string) => schemas.attributes.find((each) => each.name === name);

    expect(named('id')).toMatchObject({
      mutability: 'readOnly',
      returned: 'always',
      caseExact: true,
    });
    expect(named('schemas')).toMatchObject({ returned: 'always', multiValued: true });
    expect(named('externalId')).toMatchObject({ mutability: 'readWrite', caseExact: true });
    expect(named('meta')).toMatchObject({ mutability: 'readOnly' });
  });

  it('tell an extension from an attribute', () => {
    expect(schemas.attributes.filter(isExtension).map(({ name }) => name)).toEqual([
      ENTERPRISE,
      BADGE,
    ]);
  });
});

describe('the path of an attribute', () => {
  it.each([
    [['userName'], 'userName'],
    [['name', 'familyName'], 'name.familyName'],
    [[ENTERPRISE], ENTERPRISE],
    [[ENTERPRISE, 'manager'], `${ENTERPRISE}:manager`],
    [[ENTERPRISE, 'manager', 'value'], `${ENTERPRISE}:manager.value`],
    [[], ''],
  ])('%j is %s', (names, path) => {
    expect(pathOf(names.map((name) => ({ name })))).toBe(path);
  });
});
