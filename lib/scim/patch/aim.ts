/** What an operation aims at, and its value in the types that the schema has there. */

import { isObject, type Json, type JsonObject } from '#scim/json.ts';
import { isWritable, normaliseValue } from '#scim/normalise.ts';
import type { Changes, PatchOp, PatchOperation, Selection, Target } from '#scim/patch/operation.ts';
import { asList, complexFromScalar } from '#scim/quirks.ts';
import { type Attribute, attributeNamed } from '#scim/schema/attribute.ts';
import { type AttributeSteps, isExtension, pathOf } from '#scim/schema/schema.ts';
import { invalidValue } from '#scim/scim-error.ts';

/** An attribute, some of its values, a sub-attribute of them. */
export interface Aim extends Target {
  readonly subAttribute?: Attribute;
  readonly selection?: Selection;
}

/** At all of the values that an attribute has. */
export function aimAt([first, second, third]: AttributeSteps): Aim {
  return isExtension(first) && second !== undefined
    ? { extension: first, attribute: second, subAttribute: third }
    : { attribute: first, subAttribute: second };
}

/**
 * The operation on what is aimed at.
 *
 * @param value as a client sent it; null where it sent none.
 * @throws {ScimError} `invalidValue` (400).
 */
export function operationAt(aim: Aim, op: PatchOp, value: Json): PatchOperation {
  const { extension, attribute, subAttribute, selection } = aim;
  if (attribute.multiValued && (selection !== undefined || subAttribute !== undefined)) {
    const partial = subAttribute !== undefined;
    const changes = readChanges(aim, op, value);
    return { kind: 'selected', op, selection, partial, changes, extension, attribute };
  }
  if (attribute.multiValued) {
    return { kind: 'list', op, values: readList(aim, op, value), extension, attribute };
  }
  if (attribute.type === 'complex') {
    return { kind: 'complex', changes: readChanges(aim, op, value), extension, attribute };
  }
  const result = op === 'remove' ? undefined : normaliseValue(attribute, value, parentsOf(aim));
  return { kind: 'simple', value: result, extension, attribute };
}

/** @returns undefined for all values (a `remove` without a value), or for no value. */
function readList(aim: Aim, op: PatchOp, value: Json) {
  const list = normaliseValue(aim.attribute, value, parentsOf(aim)) as readonly Json[] | undefined;
  const listsNothing = op === 'remove' && value !== null && value !== '' && list === undefined;
  return listsNothing ? [] : list;
}

/** @returns undefined where the whole value is to go. */
function readChanges(aim: Aim, op: PatchOp, value: Json): Changes | undefined {
  const { attribute, subAttribute } = aim;
  const within = [...parentsOf(aim), attribute];
  if (subAttribute !== undefined) {
    const result = op === 'remove' ? undefined : normaliseValue(subAttribute, value, within);
    return { [subAttribute.name]: result ?? null };
  }
  if (op === 'remove') return undefined;
  const [first = null, ...more] = asList(value);
  if (first === null || first === '') return undefined;
  const scalar = typeof first === 'string' || typeof first === 'number';
  const object = scalar ? complexFromScalar(attribute, first) : first;
  if (!isObject(object) || more.length > 0) {
    throw invalidValue(`${pathOf(within)} must be one JSON object`, pathOf(within));
  }
  return subAttributeChanges(attribute, object, within);
}

/** What the attribute stands in, for messages. */
function parentsOf({ extension }: Aim): readonly Attribute[] {
  return extension === undefined ? [] : [extension];
}

function subAttributeChanges(
  { subAttributes = [] }: Attribute,
  object: JsonObject,
  within: readonly Attribute[],
): Changes {
  const changes: Record<string, Json> = {};
  for (const [name, entry] of Object.entries(object)) {
    const subAttribute = attributeNamed(subAttributes, name);
    if (subAttribute === undefined || !isWritable(subAttribute)) continue;
    changes[subAttribute.name] = normaliseValue(subAttribute, entry, within) ?? null;
  }
  return changes;
}
