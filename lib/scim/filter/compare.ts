/** What an operator means for a type of attribute, RFC 7644 §3.4.2.2 Table 3. */

import { instant } from '#scim/date-time.ts';
import type { CompareOp, CompValue } from '#scim/filter/ast.ts';
import { fold } from '#scim/fold.ts';
import type { Json } from '#scim/json.ts';
import { booleanFromText, numberFromText } from '#scim/quirks.ts';
import type { Attribute, AttributeType } from '#scim/schema/attribute.ts';

export type ValueTest = (value: Json) => boolean;

const EQUALITY: readonly CompareOp[] = ['eq', 'ne'];
const ORDER: readonly CompareOp[] = [...EQUALITY, 'gt', 'ge', 'lt', 'le'];
const TEXT: readonly CompareOp[] = [...ORDER, 'co', 'sw', 'ew'];

const ALLOWED: Readonly<Record<AttributeType, readonly CompareOp[]>> = {
  string: TEXT,
  reference: TEXT,
  dateTime: ORDER,
  integer: ORDER,
  decimal: ORDER,
  boolean: EQUALITY,
  binary: EQUALITY,
  complex: [],
};

/**
 * The test of one value of a simple attribute. `ne` is the negation of `eq`.
 *
 * @param compValue not null: absence is no property of a value.
 * @returns undefined where the type does not allow the operator or the value: `active gt true`.
 */
export function valueTest(
  attribute: Attribute,
  compareOp: CompareOp,
  compValue: NonNullable<CompValue>,
): ValueTest | undefined {
  if (!ALLOWED[attribute.type].includes(compareOp)) return undefined;
  const key = comparisonKey(attribute);
  const expected = operandKey(attribute, compValue);
  if (expected === undefined) return undefined;
  switch (compareOp) {
    case 'eq':
      return (value) => value === compValue || key(value) === expected;
    case 'ne':
      return (value) => key(value) !== expected;
    case 'gt':
      return (value) => key(value) > expected;
    case 'ge':
      return (value) => key(value) >= expected;
    case 'lt':
      return (value) => key(value) < expected;
    case 'le':
      return (value) => key(value) <= expected;
    case 'co':
      return (value) => String(key(value)).includes(String(expected));
    case 'sw':
      return (value) => String(key(value)).startsWith(String(expected));
    case 'ew':
      return (value) => String(key(value)).endsWith(String(expected));
  }
}

/** What values of an attribute are compared by: an instant in ms, folded text, the value itself. */
export function comparisonKey({
  type,
  caseExact,
}: Attribute): (value: Json) => string | number | boolean {
  if (type === 'dateTime') return (value) => instant(String(value)) ?? Number.NaN;
  if (type === 'boolean' || type === 'integer' || type === 'decimal') {
    return (value) => value as number | boolean;
  }
  return caseExact ? (value) => String(value) : (value) => fold(String(value));
}

function operandKey({ type, caseExact }: Attribute, compValue: NonNullable<CompValue>) {
  if (type === 'boolean') {
    return typeof compValue === 'string' ? booleanFromText(compValue) : booleanOnly(compValue);
  }
  if (typeof compValue === 'boolean') return undefined;
  if (type === 'dateTime') return instant(String(compValue));
  if (type === 'integer' || type === 'decimal') return numberFrom(compValue);
  return caseExact ? String(compValue) : fold(String(compValue));
}

function booleanOnly(value: number | boolean): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function numberFrom(value: string | number): number | undefined {
  const number = typeof value === 'string' ? numberFromText(value) : value;
  return Number.isFinite(number) ? number : undefined;
}
