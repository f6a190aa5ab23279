import * as v from 'valibot';
import { type AdminRequest, type AdminResult, readQuery } from '#administration/exchange.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';
import { IDENTITY_PROVIDERS } from '#mapping/product-field.ts';
import { profileNamed } from '#mapping/profiles/index.ts';
import { writeGuide } from '#setup-guide/write-guide.ts';

const Query = v.strictObject({
  idp: v.picklist(IDENTITY_PROVIDERS, `must be one of ${IDENTITY_PROVIDERS.join(', ')}`),
});

/**
 * GET /admin/workspaces/{ws}/setup-guide?idp=: Markdown for the customer's IT admin.
 *
 * @throws {Problem} 400 naming the identity providers that there are guides for.
 */
export async function getSetupGuide(
  _ports: unknown,
  { workspace }: WorkspaceContext,
  request: AdminRequest,
): Promise<AdminResult> {
  const { idp } = readQuery(Query, request);
  const profile = profileNamed(workspace.profile);
  const { scimBaseUrl } = request;
  return { kind: 'text', text: writeGuide({ workspace, profile, scimBaseUrl }, idp) };
}
