/** What a guide is made from, and what each identity provider has to say of itself. */

import type { Workspace } from '#directory/workspace.ts';
import type { IdentityProvider } from '#mapping/product-field.ts';
import type { Profile } from '#mapping/profile.ts';

export interface Setting {
  readonly workspace: Workspace;
  readonly profile: Profile;
  /** Where the identity provider sends its requests. */
  readonly scimBaseUrl: string;
}

export interface IdentityProviderGuide {
  readonly id: IdentityProvider;
  /** As its maker writes it. */
  readonly name: string;
  /** What must be there before, beside what every provider needs. */
  readonly prerequisites: readonly string[];
  /** Click by click, up to a connection that works. */
  readonly connect: (setting: Setting) => readonly string[];
  /** How attributes are mapped, in a sentence or two before the table. */
  readonly mapping: string;
  /** An attribute as this provider's mapping screen wants it written. */
  readonly attributeName: (path: string) => string;
  /** How a custom attribute is made; undefined where nobody publishes how. */
  readonly customAttribute: (attribute: CustomAttribute) => readonly string[];
  /** What to switch on, and then whom to assign. */
  readonly switchOn: readonly string[];
  /** How groups come. */
  readonly groups: string;
  /** How long a change takes, and what happens to somebody who leaves. */
  readonly notes: readonly string[];
  readonly troubleshooting: readonly (readonly [symptom: string, remedy: string])[];
  /** What to do there once SCIM is on again. */
  readonly afterPause: string;
}

/** An attribute that carries the role. */
export interface CustomAttribute {
  readonly displayName: string;
  readonly name: string;
  /** Other names that are understood. */
  readonly otherNames: readonly string[];
  /** The URN of the schema; first the one to choose. */
  readonly namespaces: readonly string[];
  readonly values: readonly string[];
}
