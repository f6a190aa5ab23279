import { forbidden, noWorkspace, unauthorized } from '#administration/problem.ts';
import type { AdminHttpPorts } from '#http/admin-ports.ts';
import { callParts } from '#http/authentication.ts';
import type { Layer, LayerRequest } from '#http/exchange.ts';

interface Options {
  /** Whether admins of one workspace may call what is not about a workspace. @default false */
  readonly openToWorkspaceAdmins?: boolean;
}

/**
 * Lets admins in, by the word of the authorizer alone: a SCIM token, or any other header, opens nothing.
 * What is not about one workspace is for admins of the platform.
 */
export function adminAuthentication(ports: () => AdminHttpPorts, options: Options): Layer {
  const adminAuthenticationBefore = async ({ event, context }: LayerRequest) => {
    const { admit, openWorkspace, now } = ports();
    const { authorizer } = event.requestContext as { readonly authorizer?: unknown };
    const admission = admit({ authorizer, ...callParts(event, context, now()) });
    if (admission.kind === 'unauthorized') throw unauthorized();
    if (admission.kind === 'forbidden') throw forbidden(admission.reason);
    const admin = admission.context;
    context.adminContext = admin;
    const workspaceId = event.pathParameters?.ws;
    if (workspaceId === undefined) {
      if (admin.confinedTo === undefined || options.openToWorkspaceAdmins) return;
      throw forbidden('this call is for admins of the platform: ask one of them');
    }
    context.workspaceContext = await openWorkspace(admin, workspaceId);
    if (context.workspaceContext === undefined) throw noWorkspace();
  };
  return { before: adminAuthenticationBefore };
}
