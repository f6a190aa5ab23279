/**
 * Reads a filter (RFC 7644 §3.4.2.2, Figure 1) into its tree, by recursive descent: `tokenize` has
 * bounded the depth.
 *
 * Beyond the figure it takes two things that identity providers send: a value without quotes
 * (quirks.ts says which), and `emails[type eq "work"].value eq "x"` (selected-value.ts).
 */

import { type AttrPath, parseAttrPath } from '#scim/attr-path.ts';
import {
  type AttrExp,
  type CompareOp,
  type CompValue,
  type Filter,
  isCompareOp,
  type Logic,
  type ValFilter,
  type ValuePath,
} from '#scim/filter/ast.ts';
import { selectedValue } from '#scim/filter/selected-value.ts';
import {
  FilterSyntaxError,
  isNot,
  isWord,
  MAX_FILTER_TERMS,
  type Token,
  tokenize,
} from '#scim/filter/tokens.ts';
import { unquotedValue } from '#scim/quirks.ts';
import { invalidFilter, invalidPath, type ScimError } from '#scim/scim-error.ts';

/** A `path` of PATCH: an attribute, the values of it that a filter selects, a sub-attribute. */
export interface PatchPath {
  readonly attrPath: AttrPath;
  readonly valFilter?: ValFilter;
}

/** The tokens, and how far they have been read. */
interface Cursor {
  readonly tokens: readonly Token[];
  next: number;
  terms: number;
}

/**
 * @param text up to 8,192 bytes, 20 levels and 50 comparisons.
 * @throws {ScimError} `invalidFilter` (400).
 */
export function parseFilter(text: string): Filter {
  return parse(text, wholeFilter, invalidFilter);
}

/**
 * Reads the path of a PATCH operation (RFC 7644 §3.5.2, Figure 7); the limits are those of a filter.
 *
 * @throws {ScimError} `invalidPath` (400).
 */
export function parsePatchPath(text: string): PatchPath {
  return parse(text, patchPath, invalidPath);
}

function parse<Result>(
  text: string,
  read: (cursor: Cursor) => Result,
  refuse: (detail: string) => ScimError,
): Result {
  try {
    const cursor = { tokens: tokenize(text), next: 0, terms: 0 };
    const result = read(cursor);
    if (cursor.next < cursor.tokens.length) throw unexpected(cursor, 'the end');
    return result;
  } catch (error) {
    throw error instanceof FilterSyntaxError ? refuse(`cannot be read: ${error.message}`) : error;
  }
}

function wholeFilter(cursor: Cursor): Filter {
  return disjunction(cursor, filterTerm);
}

/** `and` binds tighter than `or`; both group from the left. */
function disjunction<Term>(cursor: Cursor, term: (cursor: Cursor) => Logic<Term>): Logic<Term> {
  let left = conjunction(cursor, term);
  while (takeWord(cursor, 'or')) left = { kind: 'or', left, right: conjunction(cursor, term) };
  return left;
}

function conjunction<Term>(cursor: Cursor, term: (cursor: Cursor) => Logic<Term>): Logic<Term> {
  let left = factor(cursor, term);
  while (takeWord(cursor, 'and')) left = { kind: 'and', left, right: factor(cursor, term) };
  return left;
}

/** `( … )`, `not ( … )` or a single term. */
function factor<Term>(cursor: Cursor, term: (cursor: Cursor) => Logic<Term>): Logic<Term> {
  const negated = isNot(peek(cursor)) && cursor.tokens[cursor.next + 1]?.kind === '(';
  if (negated) cursor.next += 1;
  if (!take(cursor, '(')) return term(cursor);
  const operand = disjunction(cursor, term);
  if (!take(cursor, ')')) throw unexpected(cursor, '")"');
  return negated ? { kind: 'not', operand } : operand;
}

function filterTerm(cursor: Cursor): Filter {
  const path = attrPath(cursor);
  if (peek(cursor)?.kind !== '[') return attrExp(cursor, path);
  const selection: ValuePath = {
    kind: 'valuePath',
    attrPath: path,
    valFilter: brackets(cursor, path),
  };
  const subAttr = subAttribute(cursor);
  return subAttr === undefined
    ? selection
    : selectedValue(selection, attrExp(cursor, { attrName: subAttr }));
}

function patchPath(cursor: Cursor): PatchPath {
  const path = attrPath(cursor);
  if (peek(cursor)?.kind !== '[') return { attrPath: path };
  const valFilter = brackets(cursor, path);
  const { uri, attrName } = path;
  return { attrPath: { uri, attrName, subAttr: subAttribute(cursor) }, valFilter };
}

function brackets(cursor: Cursor, { subAttr }: AttrPath): ValFilter {
  if (subAttr !== undefined) throw unexpected(cursor, 'no "[" behind a sub-attribute');
  cursor.next += 1;
  const valFilter = disjunction(cursor, valTerm);
  if (!take(cursor, ']')) throw unexpected(cursor, '"]"');
  return valFilter;
}

function valTerm(cursor: Cursor): ValFilter {
  return attrExp(cursor, attrPath(cursor));
}

function attrPath(cursor: Cursor): AttrPath {
  const text = peekWord(cursor);
  const path = text === undefined ? undefined : parseAttrPath(text);
  if (path === undefined) throw unexpected(cursor, 'an attribute');
  cursor.next += 1;
  return path;
}

/** `.value` behind a bracket. */
function subAttribute(cursor: Cursor): string | undefined {
  const text = peekWord(cursor);
  if (!text?.startsWith('.')) return undefined;
  const path = parseAttrPath(text.slice(1));
  if (path === undefined || path.uri !== undefined || path.subAttr !== undefined) {
    throw unexpected(cursor, 'a sub-attribute');
  }
  cursor.next += 1;
  return path.attrName;
}

function attrExp(cursor: Cursor, path: AttrPath): AttrExp {
  cursor.terms += 1;
  if (cursor.terms > MAX_FILTER_TERMS) {
    throw new FilterSyntaxError(`more than ${MAX_FILTER_TERMS} comparisons`);
  }
  const operator = operatorIn(peekWord(cursor));
  if (operator === undefined) throw unexpected(cursor, 'an operator');
  cursor.next += 1;
  if (operator === 'pr') return { kind: 'present', attrPath: path };
  return { kind: 'compare', attrPath: path, compareOp: operator, compValue: compValue(cursor) };
}

/** In any case; most send lower case. */
function operatorIn(word: string | undefined): CompareOp | 'pr' | undefined {
  if (isCompareOp(word)) return word;
  const lower = word?.toLowerCase();
  return lower === 'pr' || isCompareOp(lower) ? lower : undefined;
}

function compValue(cursor: Cursor): CompValue {
  const token = peek(cursor);
  const quoted = token?.kind === 'string' ? token.value : undefined;
  const value = token?.kind === 'word' ? unquotedValue(token.text) : quoted;
  if (value === undefined) throw unexpected(cursor, 'a value');
  cursor.next += 1;
  return value;
}

function peek({ tokens, next }: Cursor): Token | undefined {
  return tokens[next];
}

function peekWord(cursor: Cursor): string | undefined {
  const token = peek(cursor);
  return token?.kind === 'word' ? token.text : undefined;
}

function take(cursor: Cursor, kind: Token['kind']): boolean {
  if (peek(cursor)?.kind !== kind) return false;
  cursor.next += 1;
  return true;
}

function takeWord(cursor: Cursor, word: string): boolean {
  if (!isWord(peek(cursor), word)) return false;
  cursor.next += 1;
  return true;
}

/** Says where, never what: the text may be anything. */
function unexpected({ next }: Cursor, expected: string): FilterSyntaxError {
  return new FilterSyntaxError(`expected ${expected} at word ${next + 1}`);
}
