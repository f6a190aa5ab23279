/** JSON as it crosses the border: types, limits, comparison. */

import { invalidSyntax, invalidValue } from '#scim/scim-error.ts';

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

/** Levels of nesting that a body may have; the root is level 1. */
export const MAX_DEPTH = 20;

/** Names that reach an object's prototype wherever a body is copied without care. */
const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor']);

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads a JSON text that a client sent. Of an attribute given twice the last value counts.
 *
 * @throws {ScimError} `invalidSyntax` (400) when it is no JSON or deeper than `MAX_DEPTH`;
 *   `invalidValue` (400) for a number outside the range of a double, a lone surrogate, or a name
 *   that would reach a prototype.
 */
export function parseJson(text: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalidSyntax('the body is not valid JSON');
  }
  checkJson(value);
  return value;
}

/** Walks with a stack of its own: JSON.parse takes a million levels, recursion does not. */
function checkJson(root: Json): void {
  const values: Json[] = [root];
  const depths: number[] = [1];
  for (let value = values.pop(); value !== undefined; value = values.pop()) {
    const depth = depths.pop() ?? 1;
    if (typeof value !== 'object' || value === null) {
      checkScalar(value);
      continue;
    }
    if (depth > MAX_DEPTH) {
      throw invalidSyntax(`the body is nested more than ${MAX_DEPTH} levels deep`);
    }
    if (!Array.isArray(value)) for (const name of Object.keys(value)) checkName(name);
    for (const child of Object.values(value) as Json[]) {
      values.push(child);
      depths.push(depth + 1);
    }
  }
}

function checkScalar(value: string | number | boolean | null): void {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw invalidValue('the body has a number that is out of range');
  }
  if (typeof value === 'string') checkWellFormed(value);
}

function checkName(name: string): void {
  if (FORBIDDEN_NAMES.has(name)) {
    throw invalidValue('the body has an attribute name that is not allowed');
  }
  checkWellFormed(name);
}

/** A lone surrogate becomes U+FFFD in UTF-8: two different userNames would become one. */
function checkWellFormed(text: string): void {
  if (!text.isWellFormed()) {
    throw invalidValue('the body has text that is not valid Unicode');
  }
}

/** Whether two values are the same; the order of an object's members does not matter. */
export function equalJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  const [left, right] = [a as JsonObject, b as JsonObject];
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(right, name) && equalJson(left[name], right[name]))
  );
}

/**
 * The member of a message whose name is `name` in any case: IdPs send `operations` and `Schemas`
 * too. Of several spellings the last counts.
 */
export function member(object: JsonObject, name: string): Json | undefined {
  let found: Json | undefined;
  for (const key of Object.keys(object)) {
    const isSpelling =
      key.length === name.length && (key === name || key.toLowerCase() === name.toLowerCase());
    if (isSpelling) found = object[key];
  }
  return found;
}
