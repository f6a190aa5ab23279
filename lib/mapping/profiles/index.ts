/** Every profile that a workspace can have. A product of your own: add its file and name it here. */

import { buildProfile, type Profile } from '#mapping/profile.ts';
import type { ProfileDefinition } from '#mapping/profile-definition.ts';
import { MODERNLOOP } from '#mapping/profiles/modernloop.ts';
import { MODJO } from '#mapping/profiles/modjo.ts';
import { STANDARD } from '#mapping/profiles/standard.ts';
import { misconfigured } from '#scim/scim-error.ts';

export const PROFILES: readonly ProfileDefinition[] = [STANDARD, MODERNLOOP, MODJO];

const built = new Map<string, Profile>();

/**
 * Built when it is first named: a function that starts pays for none, and then for those of the workspaces
 * that it serves.
 *
 * @throws {ScimError} 500 where no profile has the id: the deployment lacks one that a workspace uses.
 */
export function profileNamed(id: string): Profile {
  const known = built.get(id);
  if (known !== undefined) return known;
  const definition = PROFILES.find((candidate) => candidate.id === id);
  if (definition === undefined) throw misconfigured(`this deployment has no profile ${id}`);
  const profile = buildProfile(definition);
  built.set(id, profile);
  return profile;
}
