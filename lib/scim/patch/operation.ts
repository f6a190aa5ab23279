/** A PATCH operation after reading: what it aims at, and its value in the types of the schema. */

import type { CompValue } from '#scim/filter/ast.ts';
import type { Predicate } from '#scim/filter/evaluate.ts';
import type { Json, JsonObject } from '#scim/json.ts';
import type { Attribute } from '#scim/schema/attribute.ts';

export type PatchOp = 'add' | 'replace' | 'remove';

/** An attribute of the resource, or of an extension in it. */
export interface Target {
  readonly extension?: Attribute;
  readonly attribute: Attribute;
}

/** Sub-attributes to set; null unassigns. */
export type Changes = JsonObject;

/** `[type eq "work"]` */
export interface Selection {
  readonly matches: Predicate;
  /** Comparisons in it, `pr` included. */
  readonly terms: number;
  /** The value that `add` makes where none matches; undefined where the filter describes none. */
  readonly template: JsonObject | undefined;
  /** Whether the template's `type` is one that the schema names: then `replace` makes it too. */
  readonly hasKnownType: boolean;
  /** What `value` must be one of; undefined where the filter does not say. */
  readonly values: readonly CompValue[] | undefined;
}

/** `title`: undefined unassigns. */
export interface SimpleOperation extends Target {
  readonly kind: 'simple';
  readonly value: Json | undefined;
}

/** `name`, `name.givenName`: merges; undefined unassigns all of it. */
interface ComplexOperation extends Target {
  readonly kind: 'complex';
  readonly changes: Changes | undefined;
}

/** `emails`: undefined stands for all values (remove), or for none (add, replace). */
export interface ListOperation extends Target {
  readonly kind: 'list';
  readonly op: PatchOp;
  readonly values: readonly Json[] | undefined;
}

/** `emails[type eq "work"]` and `emails.value`, which selects the only value there is. */
export interface SelectedOperation extends Target {
  readonly kind: 'selected';
  readonly op: PatchOp;
  readonly selection: Selection | undefined;
  /** Whether the path goes on to a sub-attribute: then `changes` has that alone. */
  readonly partial: boolean;
  /** Undefined removes the selected values. */
  readonly changes: Changes | undefined;
}

export type PatchOperation = SimpleOperation | ComplexOperation | ListOperation | SelectedOperation;
