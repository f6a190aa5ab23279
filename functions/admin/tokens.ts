import { listTokens } from '#administration/tokens/list-tokens.ts';
import { regenerateToken } from '#administration/tokens/regenerate-token.ts';
import { revokeToken } from '#administration/tokens/revoke-token.ts';
import { tokenPorts } from '#compose/administration-ports.ts';
import { adminHandler } from '#http/admin-handler.ts';

/** The SCIM tokens of a workspace. */
export const handler = adminHandler(tokenPorts, {
  'GET /admin/workspaces/{ws}/tokens': listTokens,
  'POST /admin/workspaces/{ws}/tokens': regenerateToken,
  'DELETE /admin/workspaces/{ws}/tokens/{tokenId}': revokeToken,
});
