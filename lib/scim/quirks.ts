/** What no RFC asks for and an identity provider sends all the same: each with who sends it. */

import type { CompValue } from '#scim/filter/ast.ts';
import type { Json, JsonObject } from '#scim/json.ts';
import type { Attribute } from '#scim/schema/attribute.ts';

const NUMBER = /^-?\d/;
const JSON_NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const LITERALS: ReadonlyMap<string, CompValue> = new Map<string, CompValue>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * The value of a filter word without quotes: `externalId eq jyoung` (Entra's documentation),
 * `userName eq akadmin` (authentik). `true`, `false` and `null` keep their meaning, in any case.
 *
 * @returns a number where that says the same as the text (`007` stays text); undefined where the
 *   text can be no value.
 */
export function unquotedValue(text: string): CompValue | undefined {
  const literal = LITERALS.get(text) ?? LITERALS.get(text.toLowerCase());
  if (literal !== undefined) return literal;
  if (NUMBER.test(text) && String(Number(text)) === text) return Number(text);
  return isWord(text) ? text : undefined;
}

/** `"True"` and `"False"`: Entra's `active`, and `roles[primary eq "True"]`. */
export function booleanFromText(text: string): boolean | undefined {
  const literal = LITERALS.get(text.toLowerCase());
  return typeof literal === 'boolean' ? literal : undefined;
}

/** A number in quotes, as JSON would write it; else undefined. */
export function numberFromText(text: string): number | undefined {
  return JSON_NUMBER.test(text) ? Number(text) : undefined;
}

/**
 * A complex value given as its `value` alone: Entra's `manager: "271"`, `emails: ["a@example.com"]`.
 *
 * @returns the complex value, or undefined where the attribute has no `value`.
 */
export function complexFromScalar(
  { subAttributes }: Attribute,
  value: string | number,
): JsonObject | undefined {
  return subAttributes?.some(({ name }) => name === 'value') ? { value } : undefined;
}

/** A list where the schema has one value (Entra's `manager: [{ value }]`), and one for a list. */
export function asList(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [value];
}

/**
 * Letters, digits and `@ . _ - + :`. Here and not above: Node.js takes a tenth of a millisecond to make the
 * classes of Unicode, and few functions that start need them.
 */
function isWord(text: string): boolean {
  return /^[\p{L}\p{N}@._+:-]+$/u.test(text);
}
