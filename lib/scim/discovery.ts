/** The documents of RFC 7644 §4 and RFC 7643 §5 to §7: what this service provider can do. */

import type { Json, JsonObject } from '#scim/json.ts';
import { DEFAULT_COUNT, MAX_RESULTS } from '#scim/list-response.ts';
import type { Attribute } from '#scim/schema/attribute.ts';
import { descriptionOf } from '#scim/schema/description.ts';
import type { ResourceSchemas, Schema } from '#scim/schema/schema.ts';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0';

/** RFC 7643 §5, with the `pagination` of RFC 9865 §4. */
export function serviceProviderConfig(baseUrl: string): JsonObject {
  return {
    schemas: [`${CORE}:ServiceProviderConfig`],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: MAX_RESULTS },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    pagination: {
      cursor: false,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize: DEFAULT_COUNT,
      maxPageSize: MAX_RESULTS,
    },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'OAuth Bearer Token',
        description: 'The SCIM token of the workspace, in the Authorization header.',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
    ],
    meta: {
      resourceType: 'ServiceProviderConfig',
      location: `${baseUrl}/ServiceProviderConfig`,
    },
  };
}

/** RFC 7643 §6. */
export function resourceTypeDocument(
  { resourceType, core, extensions }: Omit<ResourceSchemas, 'attributes'>,
  baseUrl: string,
): JsonObject {
  return {
    schemas: [`${CORE}:ResourceType`],
    id: resourceType,
    name: resourceType,
    endpoint: `/${resourceType}s`,
    description: core.description,
    schema: core.id,
    schemaExtensions: extensions.map(({ id, attributes }) => ({
      schema: id,
      required: attributes.some(({ required }) => required),
    })),
    meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/${resourceType}` },
  };
}

/** RFC 7643 §7. */
export function schemaDocument(schema: Schema, baseUrl: string): JsonObject {
  return {
    schemas: [`${CORE}:Schema`],
    id: schema.id,
    name: schema.name,
    description: schema.description,
    attributes: schema.attributes.map((attribute) => attributeDocument(schema.id, attribute)),
    meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${schema.id}` },
  };
}

/** Characteristics that a type cannot have are left out, as in RFC 7643 §8.7. */
function attributeDocument(schemaId: string, attribute: Attribute, parent?: Attribute): JsonObject {
  const { name, type, multiValued, subAttributes, canonicalValues, referenceTypes } = attribute;
  const { required, mutability, returned, caseExact, uniqueness } = attribute;
  const comparable = attribute.type !== 'complex' && attribute.type !== 'boolean';
  const document: Record<string, Json | undefined> = {
    name,
    type,
    multiValued,
    description: descriptionOf(schemaId, attribute, parent),
    required,
    mutability,
    returned,
    ...(comparable ? { caseExact, uniqueness } : {}),
    canonicalValues,
    referenceTypes,
    subAttributes: subAttributes?.map((part) => attributeDocument(schemaId, part, attribute)),
  };
  return Object.fromEntries(
    Object.entries(document).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
}
