/**
 * Makes a predicate of a filter (RFC 7644 §3.4.2.2). Attributes and types are looked up once, so
 * that a filter that cannot be answered is refused before any resource is read.
 */

import type { AttrPath } from '#scim/attr-path.ts';
import type { AttrExp, Filter, ValFilter, ValuePath } from '#scim/filter/ast.ts';
import { type ValueTest, valueTest } from '#scim/filter/compare.ts';
import { isObject, type Json, type JsonObject } from '#scim/json.ts';
import { type Attribute, attributeNamed } from '#scim/schema/attribute.ts';
import { type AttributeSteps, findAttribute, type ResourceSchemas } from '#scim/schema/schema.ts';
import { invalidFilter, type ScimError } from '#scim/scim-error.ts';

const PRIMARY = 'primary';

export type Predicate = (resource: JsonObject) => boolean;

/**
 * What the paths of a filter are read against, and how it is refused. Data, not a function of its own
 * for each filter: most filters are evaluated on one resource, and then making them is what counts.
 */
interface Scope {
  readonly within: ResourceSchemas | readonly Attribute[];
  readonly refuse: (detail: string) => ScimError;
}

/**
 * @returns a predicate over whole resources, `id` and `meta` included.
 * @throws {ScimError} `invalidFilter` (400) for an attribute that the schemas do not have, and for
 *   an operator or a value that its type does not allow.
 */
export function compileFilter(schemas: ResourceSchemas, filter: Filter): Predicate {
  return compile(filter, { within: schemas, refuse: invalidFilter });
}

/**
 * @param attribute a multi-valued attribute, or a complex one.
 * @returns a predicate over single values of it; a simple value stands as `{ value }`.
 */
export function compileValFilter(
  attribute: Attribute,
  valFilter: ValFilter,
  refuse: Scope['refuse'],
): Predicate {
  const within = attribute.subAttributes ?? [{ ...attribute, name: 'value', multiValued: false }];
  return compile(valFilter, { within, refuse });
}

function compile(filter: Filter, scope: Scope): Predicate {
  switch (filter.kind) {
    case 'and': {
      const [left, right] = [compile(filter.left, scope), compile(filter.right, scope)];
      return (resource) => left(resource) && right(resource);
    }
    case 'or': {
      const [left, right] = [compile(filter.left, scope), compile(filter.right, scope)];
      return (resource) => left(resource) || right(resource);
    }
    case 'not': {
      const operand = compile(filter.operand, scope);
      return (resource) => !operand(resource);
    }
    case 'valuePath':
      return compileValuePath(scope, filter);
    case 'present': {
      const steps = find(scope, filter.attrPath);
      return (resource) => valuesAt(resource, steps).length > 0;
    }
    case 'compare':
      return compileCompare(scope, filter);
  }
}

function compileValuePath(scope: Scope, { attrPath, valFilter }: ValuePath): Predicate {
  const steps = find(scope, attrPath);
  const attribute = steps.at(-1) as Attribute;
  if (attribute.subAttributes === undefined && !attribute.multiValued) {
    throw scope.refuse(`${attribute.name} has no values to choose from`);
  }
  const holds = compileValFilter(attribute, valFilter, scope.refuse);
  return (resource) => valuesAt(resource, steps).some((value) => holds(asObject(value)));
}

function compileCompare(
  scope: Scope,
  { attrPath, compareOp, compValue }: Extract<AttrExp, { kind: 'compare' }>,
): Predicate {
  const steps = find(scope, attrPath);
  if (compValue === null) return compileNull(scope, steps, compareOp);
  const compared = comparable(scope, steps);
  const attribute = compared.at(-1) as Attribute;
  const test = valueTest(attribute, compareOp, compValue);
  if (test === undefined)
    throw scope.refuse(
      `${attribute.name} cannot be compared like that: its type is ${attribute.type}`,
    );
  return compareOp === 'ne' ? anyDiffers(compared, test) : anyMatches(compared, test);
}

function anyMatches(steps: AttributeSteps, test: ValueTest): Predicate {
  const [{ name, multiValued }, second] = steps;
  if (second !== undefined || multiValued || name === PRIMARY) {
    return (resource) => comparedValues(resource, steps).some(test);
  }
  return (resource) => {
    const value = resource[name];
    return value !== undefined && test(value);
  };
}

/** `ne` is true of an attribute without a value. */
function anyDiffers(steps: AttributeSteps, test: ValueTest): Predicate {
  return (resource) => {
    const values = comparedValues(resource, steps);
    return values.length === 0 || values.some(test);
  };
}

/** `eq null` asks for absence. */
function compileNull(scope: Scope, steps: AttributeSteps, compareOp: string): Predicate {
  if (compareOp === 'eq') return (resource) => valuesAt(resource, steps).length === 0;
  if (compareOp === 'ne') return (resource) => valuesAt(resource, steps).length > 0;
  throw scope.refuse('null can only be compared with eq and ne');
}

/** `emails eq "x"` means `emails.value`, `manager eq "x"` means `manager.value`. */
function comparable(scope: Scope, steps: AttributeSteps): AttributeSteps {
  const attribute = steps.at(-1) as Attribute;
  if (attribute.subAttributes === undefined) return steps;
  const value = attributeNamed(attribute.subAttributes, 'value');
  if (value === undefined) throw scope.refuse(`${attribute.name} has no value to compare`);
  return [...steps, value];
}

function find({ within, refuse }: Scope, path: AttrPath): AttributeSteps {
  const steps = 'core' in within ? findAttribute(within, path) : findIn(within, path);
  if (steps === undefined)
    throw refuse('it names an attribute that does not exist here: /Schemas lists those that do');
  // What is never returned must not be guessed either.
  for (const { returned } of steps) {
    if (returned === 'never') throw refuse(`${steps.at(-1)?.name} cannot be filtered`);
  }
  return steps;
}

function findIn(
  attributes: readonly Attribute[],
  { uri, attrName, subAttr }: AttrPath,
): AttributeSteps | undefined {
  if (uri !== undefined || subAttr !== undefined) return undefined;
  const found = attributeNamed(attributes, attrName);
  return found && [found];
}

/** All values at a path: through multi-valued attributes, every value of every value. */
export function valuesAt(resource: JsonObject, steps: readonly Attribute[]): readonly Json[] {
  const [first, ...rest] = steps;
  let values = first === undefined ? [resource] : membersOf(resource, first);
  for (const step of rest) values = values.flatMap((value) => membersOf(value, step));
  return values;
}

function membersOf(value: Json, { name }: Attribute): readonly Json[] {
  const member = isObject(value) ? value[name] : undefined;
  if (member === undefined || member === null) return [];
  return Array.isArray(member) ? member : [member];
}

/** A value without `primary` counts as one whose `primary` is false (RFC 7643 §2.4). */
function comparedValues(resource: JsonObject, steps: AttributeSteps): readonly Json[] {
  if (steps.at(-1)?.name !== PRIMARY) return valuesAt(resource, steps);
  return valuesAt(resource, steps.slice(0, -1)).map((value) => asObject(value).primary ?? false);
}

function asObject(value: Json): JsonObject {
  return isObject(value) ? value : { value };
}
