/** What the claims of an admin's token mean. */
export interface AdminRules {
  /** The scope that a token must have. */
  readonly scope: string;
  /** The claim that names the one workspace of a workspace admin. */
  readonly workspaceClaim: string;
}

export const DEFAULT_ADMIN_RULES: AdminRules = {
  scope: 'rollcall:admin',
  workspaceClaim: 'rollcall_workspace',
};
