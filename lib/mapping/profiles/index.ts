/** Every profile that a workspace can have. A product of your own: add its file and name it here. */

import type { Profile } from '#mapping/profile.ts';
import { MODERNLOOP } from '#mapping/profiles/modernloop.ts';
import { MODJO } from '#mapping/profiles/modjo.ts';
import { STANDARD } from '#mapping/profiles/standard.ts';

export const PROFILES: readonly Profile[] = [STANDARD, MODERNLOOP, MODJO];

/** @throws {TypeError} where no profile has the id: the deployment lacks one that a workspace uses. */
export function profileNamed(id: string): Profile {
  const profile = PROFILES.find((candidate) => candidate.id === id);
  if (profile === undefined) throw new TypeError(`there is no profile ${id}`);
  return profile;
}
