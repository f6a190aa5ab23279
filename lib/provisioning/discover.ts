/** The discovery endpoints of RFC 7644 §4, by the profile of the workspace. */

import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import { shownSchemas } from '#mapping/shown-schemas.ts';
import { resourceTypeDocument, schemaDocument, serviceProviderConfig } from '#scim/discovery.ts';
import type { ScimRequest, ScimResult } from '#scim/exchange.ts';
import type { JsonObject } from '#scim/json.ts';
import { listResponse } from '#scim/list-response.ts';
import { readQueryString } from '#scim/query-string.ts';
import { GROUP_SCHEMAS } from '#scim/schema/core-group.ts';
import { forbidden, notFound } from '#scim/scim-error.ts';

const COLLECTIONS = { ResourceTypes: resourceTypes, Schemas: schemas } as const;

/**
 * GET /ServiceProviderConfig, /ResourceTypes, /Schemas, and one resource type or schema by its id.
 *
 * @throws {ScimError} 403 where a filter is asked for (§4: it must not seem to have been applied), 404.
 */
export async function discover(
  _ports: unknown,
  context: WorkspaceContext,
  { path, id, queryString, baseUrl }: ScimRequest,
): Promise<ScimResult> {
  if (readQueryString(queryString).filter !== undefined) {
    throw forbidden('this list cannot be filtered');
  }
  const name = Object.keys(COLLECTIONS).find((collection) => path.split('/').includes(collection));
  if (name === undefined) return { kind: 'document', body: serviceProviderConfig(baseUrl) };
  const documents = COLLECTIONS[name as keyof typeof COLLECTIONS](context, baseUrl);
  if (id === '') return { kind: 'document', body: listResponse(1, documents.length, documents) };
  const document = documents.find((candidate) => candidate.id === id);
  if (document === undefined) throw notFound('there is no such document');
  return { kind: 'document', body: document };
}

function resourceTypes({ workspace }: WorkspaceContext, baseUrl: string): readonly JsonObject[] {
  const userSchemas = shownSchemas(profileNamed(workspace.profile));
  return [userSchemas, GROUP_SCHEMAS].map((schemas) => resourceTypeDocument(schemas, baseUrl));
}

function schemas({ workspace }: WorkspaceContext, baseUrl: string): readonly JsonObject[] {
  const { core, extensions } = shownSchemas(profileNamed(workspace.profile));
  return [core, GROUP_SCHEMAS.core, ...extensions].map((schema) => schemaDocument(schema, baseUrl));
}
