import { describe, expect, it } from '@jest/globals';
import { resourceTypeDocument, schemaDocument, serviceProviderConfig } from '#scim/discovery.ts';
import { isObject, type Json, type JsonObject } from '#scim/json.ts';
import { CORE_USER } from '#scim/schema/core-user.ts';
import { ENTERPRISE_USER } from '#scim/schema/enterprise-user.ts';
import { ENTERPRISE, USER, USER_SCHEMAS } from '#test/support/scim-core.ts';

const BASE = 'https://scim.example.com/scim/v2';

describe('ServiceProviderConfig, RFC 7643 §5', () => {
  const config = serviceProviderConfig(BASE);

  it('says what this service does and does not', () => {
    expect(config).toMatchObject({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
      patch: { supported: true },
      bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
      filter: { supported: true, maxResults: 200 },
      changePassword: { supported: false },
      sort: { supported: true },
      etag: { supported: true },
      meta: { resourceType: 'ServiceProviderConfig', location: `${BASE}/ServiceProviderConfig` },
    });
  });

  it('says how pages are asked for (RFC 9865 §4)', () => {
    expect(config.pagination).toEqual({
      cursor: false,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize: 100,
      maxPageSize: 200,
    });
  });

  it('has a scheme of authentication with type, name and description', () => {
    expect(config.authenticationSchemes).toEqual([
      expect.objectContaining({
        type: 'oauthbearertoken',
        name: expect.stringMatching(/./),
        description: expect.stringMatching(/./),
      }),
    ]);
  });
});

describe('ResourceType, RFC 7643 §6', () => {
  it('lists the schema, its extensions, and where the resources are', () => {
    expect(resourceTypeDocument(USER_SCHEMAS, BASE)).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
      id: 'User',
      name: 'User',
      endpoint: '/Users',
      description: 'User Account',
      schema: USER,
      schemaExtensions: [{ schema: ENTERPRISE, required: false }],
      meta: { resourceType: 'ResourceType', location: `${BASE}/ResourceTypes/User` },
    });
  });
});

describe('Schema, RFC 7643 §7', () => {
  const documents = [CORE_USER, ENTERPRISE_USER].map((schema) => schemaDocument(schema, BASE));
  const attributes = documents.flatMap((document) => attributesIn(document.attributes));

  it('has its URN for its id, and a location', () => {
    expect(documents[1]).toMatchObject({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
      id: ENTERPRISE,
      name: 'EnterpriseUser',
      description: expect.stringMatching(/./),
      meta: { resourceType: 'Schema', location: `${BASE}/Schemas/${ENTERPRISE}` },
    });
  });

  it('has no common attribute: those belong to no schema (RFC 7643 §3.1)', () => {
    const names = attributes.map(({ name }) => name);

    expect(names).not.toEqual(expect.arrayContaining(['externalId']));
    expect(names).not.toEqual(expect.arrayContaining(['meta']));
    expect(names).not.toEqual(expect.arrayContaining(['schemas']));
  });

  it('describes every attribute in full', () => {
    for (const attribute of attributes) {
      expect(attribute).toMatchObject({
        name: expect.stringMatching(/^(\$ref|[A-Za-z][\w-]*)$/),
        type: expect.stringMatching(/^(string|boolean|reference|binary|complex)$/),
        description: expect.stringMatching(/./),
        multiValued: expect.any(Boolean),
        required: expect.any(Boolean),
        mutability: expect.stringMatching(/^(readOnly|readWrite|writeOnly)$/),
        returned: expect.stringMatching(/^(default|never)$/),
      });
    }
  });

  it('leaves out characteristics that a type cannot have, as §8.7 does', () => {
    for (const attribute of attributes) {
      const isComparable = attribute.type !== 'complex' && attribute.type !== 'boolean';

      expect('caseExact' in attribute).toBe(isComparable);
      expect('uniqueness' in attribute).toBe(isComparable);
      expect('subAttributes' in attribute).toBe(attribute.type === 'complex');
      expect('referenceTypes' in attribute).toBe(attribute.type === 'reference');
    }
  });

  it('holds no null and nothing undefined: Entra wants neither (FACTS §2.7)', () => {
    expect(JSON.parse(JSON.stringify(documents))).toEqual(documents);
    expect(JSON.stringify(documents)).not.toContain('null');
  });
});

function attributesIn(list: Json | undefined): JsonObject[] {
  if (!Array.isArray(list)) return [];
  return list
    .filter(isObject)
    .flatMap((attribute) => [attribute, ...attributesIn(attribute.subAttributes)]);
}
