import * as v from 'valibot';
import { type AdminRequest, type AdminResult, readBody } from '#administration/exchange.ts';
import { instant } from '#administration/instant.ts';
import { badRequest } from '#administration/problem.ts';
import { type IssuePorts, issueToken } from '#administration/tokens/issue-token.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

/** A week: as long as a planned rotation may take. */
const MAX_GRACE_SECONDS = 604_800;
const GRACE_RULE = `must be a whole number of seconds from 0 to ${MAX_GRACE_SECONDS}`;

const Body = v.strictObject({
  graceSeconds: v.optional(
    v.pipe(
      v.number(),
      v.integer(GRACE_RULE),
      v.minValue(0, GRACE_RULE),
      v.maxValue(MAX_GRACE_SECONDS, GRACE_RULE),
    ),
    0,
  ),
  expiresAt: v.optional(instant('2030-01-31T12:00:00Z')),
});

/**
 * POST /admin/workspaces/{ws}/tokens `{graceSeconds?, expiresAt?}`: 201 with the token, this once. The
 * older ones die at once, or after the grace.
 *
 * It is the one call that is neither idempotent nor conditional: after a lost answer, ask again.
 *
 * @throws {Problem} 400; 409 where five tokens would live on beside it; 429.
 */
export async function regenerateToken(
  ports: IssuePorts,
  context: WorkspaceContext,
  request: AdminRequest,
): Promise<AdminResult> {
  const { graceSeconds, expiresAt } = readBody(Body, request);
  if (expiresAt !== undefined && Date.parse(expiresAt) <= ports.now()) {
    const errors = [{ pointer: '/expiresAt', detail: 'must lie in the future, or be left out' }];
    throw badRequest('the token would be dead at once', errors);
  }
  const older = { kind: 'retire', graceSeconds } as const;
  const { tokenId, token } = await issueToken(ports, context, { older, expiresAt });
  return { kind: 'created', body: { tokenId, token, scimBaseUrl: request.scimBaseUrl } };
}
