/** Where the path of an operation leads, whatever is to be done there. */

import type { ValFilter } from '#scim/filter/ast.ts';
import { type PatchPath, parsePatchPath } from '#scim/filter/parse.ts';
import { isWritable } from '#scim/normalise.ts';
import { type Aim, aimAt } from '#scim/patch/aim.ts';
import { readSelection } from '#scim/patch/selection.ts';
import type { Attribute } from '#scim/schema/attribute.ts';
import {
  type AttributeSteps,
  findAttribute,
  isCoreUrn,
  isExtension,
  pathOf,
  type ResourceSchemas,
} from '#scim/schema/schema.ts';
import { invalidPath } from '#scim/scim-error.ts';

export type Place =
  /** The URN of the core schema: all of the resource. */
  | { readonly kind: 'core' }
  | { readonly kind: 'extension'; readonly extension: Attribute }
  | { readonly kind: 'attribute'; readonly aim: Aim }
  | { readonly kind: 'readOnly'; readonly path: string }
  /** Taken and forgotten, whoever sends it: `password`, `schemas`. */
  | { readonly kind: 'passedOver' }
  /** The schemas do not have it. */
  | { readonly kind: 'unknown'; readonly name: string };

/** Places of one set of schemas that are remembered, by paths of so many characters at the most. */
const MAX_KNOWN = 500;
const MAX_KNOWN_LENGTH = 200;

/** Identity providers send the same few paths for ever. */
const known = new WeakMap<ResourceSchemas, Map<string, Place>>();

/** @throws {ScimError} `invalidPath` (400). */
export function placeAt(schemas: ResourceSchemas, text: string): Place {
  const places = known.get(schemas) ?? remember(schemas);
  const earlier = places.get(text);
  if (earlier !== undefined) return earlier;
  const place = placeOf(schemas, parsePatchPath(text));
  if (text.length > MAX_KNOWN_LENGTH || namesOneOfMany(place)) return place;
  const [oldest] = places.keys();
  if (places.size >= MAX_KNOWN && oldest !== undefined) places.delete(oldest);
  places.set(text, place);
  return place;
}

/** `members[value eq "…"]`: a path that hardly comes twice. */
function namesOneOfMany(place: Place): boolean {
  if (place.kind !== 'attribute') return false;
  const { selection } = place.aim;
  return selection !== undefined && selection.template === undefined;
}

/** @throws {ScimError} `invalidPath` (400) where the attribute does not take the filter. */
export function placeOf(schemas: ResourceSchemas, path: PatchPath): Place {
  const { uri, attrName, subAttr } = path.attrPath;
  if (isCoreUrn(schemas, `${uri}:${attrName}`)) return { kind: 'core' };
  const steps = findAttribute(schemas, path.attrPath);
  if (steps === undefined) {
    return { kind: 'unknown', name: subAttr === undefined ? attrName : `${attrName}.${subAttr}` };
  }
  if (steps.every(isWritable)) return writable(steps, path.valFilter);
  return isPassedOver(steps[0])
    ? { kind: 'passedOver' }
    : { kind: 'readOnly', path: pathOf(steps) };
}

function remember(schemas: ResourceSchemas): Map<string, Place> {
  const places = new Map<string, Place>();
  known.set(schemas, places);
  return places;
}

function isPassedOver({ name, mutability }: Attribute): boolean {
  return mutability === 'writeOnly' || name === 'schemas';
}

function writable(steps: AttributeSteps, valFilter: PatchPath['valFilter']): Place {
  const [first, second] = steps;
  if (isExtension(first) && second === undefined) return { kind: 'extension', extension: first };
  const aim = aimAt(steps);
  return { kind: 'attribute', aim: valFilter === undefined ? aim : selecting(aim, valFilter) };
}

function selecting(aim: Aim, valFilter: ValFilter): Aim {
  const { attribute } = aim;
  if (!attribute.multiValued) {
    throw invalidPath(`${attribute.name} has one value: it takes no filter`);
  }
  return { ...aim, selection: readSelection(attribute, valFilter) };
}
