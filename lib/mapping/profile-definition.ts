/** What a profile says, as data: see README "Profiles". */

import type { AppField } from '#mapping/app-fields.ts';
import type { ProductField } from '#mapping/product-field.ts';
import type { Schema } from '#scim/schema/schema.ts';

export interface ProfileDefinition {
  /** What a workspace names it by. */
  readonly id: string;
  readonly title: string;
  /** Schemas beside the core and the enterprise one, which every profile has whole. */
  readonly extensions: readonly Schema[];
  /** Attribute paths that a user must have a value of, beside `userName`. */
  readonly required: readonly string[];
  /** Whether a user must have an identity e-mail, and whether it is unique in the workspace. */
  readonly identityEmail: 'optional' | 'unique' | 'required and unique';
  readonly formats: readonly Format[];
  /** Absent where the product has no roles. */
  readonly roles?: RoleRules;
  /** What the product calls the attributes that it knows; also the rows of the attribute table. */
  readonly fields: readonly ProductField[];
  /** What is set in the product's app only: SCIM never reads, writes or clears it. */
  readonly appFields: readonly AppField[];
  readonly events?: EventChoice;
}

/** What events say of a person, beside ids, whether they are active, role and app-owned fields. */
export interface EventChoice {
  /** @default both */
  readonly identity?: readonly ('externalId' | 'userName')[];
  /** Names of product fields. @default none */
  readonly fields?: readonly string[];
}

/** What the text of an attribute must look like. */
export interface Format {
  readonly path: string;
  readonly accepts: (text: string) => boolean;
  /** Ends the sentence that begins with the path. */
  readonly rule: string;
}

export interface RoleRules {
  /** In the product's spelling; compared in any case. */
  readonly values: readonly string[];
  /** The role of a user whom nobody has given another. */
  readonly default: string;
  /** What an identity provider may call the role; none where SCIM sets no roles. */
  readonly attributes: readonly string[];
  /**
   * URNs under which it may send that attribute; the URN of the core schema stands for the top level.
   * One that is no extension of the profile becomes one.
   */
  readonly namespaces: readonly string[];
  /** `app`: always set in the product, never by an identity provider or a group. */
  readonly editing: 'by setting' | 'app';
  /** Core attributes that admins take for the role: stored, never applied, noted in activity. */
  readonly mistakenFor?: readonly string[];
}
