/** Which admin is asking, by the word of the authorizer in front of the functions. */

import * as v from 'valibot';
import type { AdminRules } from '#auth/admin-rules.ts';
import { mintAdminContext, mintContext } from '#auth/mint-context.ts';
import type { AdminContext } from '#directory/admin-context.ts';
import type { WorkspaceStore } from '#directory/ports.ts';
import { isWorkspaceId } from '#directory/workspace.ts';
import type { WorkspaceContext } from '#directory/workspace-context.ts';

export interface AdminCall {
  /** `requestContext.authorizer` of the event; only the gateway can write there. */
  readonly authorizer: unknown;
  readonly requestId: string;
  readonly client: string;
  /** In milliseconds since 1970. */
  readonly deadline: number;
}

export type Admission =
  | { readonly kind: 'admitted'; readonly context: AdminContext }
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'forbidden'; readonly reason: string };

const text = v.pipe(v.string(), v.nonEmpty());

/** What API Gateway writes for a request signed with SigV4. */
const Iam = v.object({ iam: v.object({ userArn: text }) });

/** What API Gateway writes for a JWT; a claim that is an array comes as text: `[a b]`. */
const Jwt = v.object({ jwt: v.object({ claims: v.record(v.string(), v.unknown()) }) });

/**
 * An IAM principal administers the platform. Of a JWT the scope is required; the workspace claim makes
 * it the token of a workspace admin. Without the word of an authorizer nobody is let in, and a claim
 * that cannot be a workspace opens none.
 */
export function admitAdmin(rules: AdminRules, call: AdminCall): Admission {
  const iam = v.safeParse(Iam, call.authorizer);
  if (iam.success) return admit(call, iam.output.iam.userArn, undefined);
  const jwt = v.safeParse(Jwt, call.authorizer);
  if (!jwt.success) return { kind: 'unauthorized' };
  const { claims } = jwt.output.jwt;
  const name = claims.sub ?? claims.client_id;
  if (typeof name !== 'string' || name === '') return { kind: 'unauthorized' };
  if (!hasScope(claims, rules.scope)) {
    return { kind: 'forbidden', reason: `the token lacks the scope ${rules.scope}` };
  }
  if (!Object.hasOwn(claims, rules.workspaceClaim)) return admit(call, name, undefined);
  const workspaceId = claims[rules.workspaceClaim];
  if (typeof workspaceId !== 'string' || !isWorkspaceId(workspaceId)) {
    return { kind: 'forbidden', reason: `the claim ${rules.workspaceClaim} names no workspace` };
  }
  return admit(call, name, workspaceId);
}

/**
 * Opens a workspace for an admin. Of a workspace that another admin is confined to nothing is read:
 * it is answered like one that there is not.
 *
 * @returns undefined where there is no such workspace for this admin.
 * @throws {TryAgain} where the store is away.
 */
export async function openWorkspace(
  workspaces: Pick<WorkspaceStore, 'read'>,
  { actor, confinedTo, requestId, client, deadline }: AdminContext,
  workspaceId: string,
): Promise<WorkspaceContext | undefined> {
  if (!isWorkspaceId(workspaceId)) return undefined;
  if (confinedTo !== undefined && confinedTo !== workspaceId) return undefined;
  const workspace = await workspaces.read(workspaceId);
  if (workspace === undefined || workspace.deletedAt !== undefined) return undefined;
  return mintContext({ workspace, actor, requestId, client, deadline });
}

function admit(
  { requestId, client, deadline }: AdminCall,
  name: string,
  confinedTo: string | undefined,
): Admission {
  const scope = confinedTo === undefined ? 'platform' : 'workspace';
  const actor = { kind: 'admin', name, scope } as const;
  const context = mintAdminContext({ actor, confinedTo, requestId, client, deadline });
  return { kind: 'admitted', context };
}

/** `scope` is a list with spaces (RFC 8693 §4.2); some issuers call it `scp`, and make it an array. */
function hasScope({ scope, scp }: Readonly<Record<string, unknown>>, required: string): boolean {
  const listed = [scope, scp].flat().filter((value) => typeof value === 'string');
  return listed.some((value) => value.split(/[\s,[\]]+/).includes(required));
}
