/**
 * Splits a filter, or the path of a PATCH operation, into tokens: one pass, no backtracking, whatever
 * the text. The limits are checked here, before anything recursive sees the text.
 */

import { isCompareOp } from '#scim/filter/ast.ts';

export type Token =
  | { readonly kind: '(' | ')' | '[' | ']' }
  /** An attribute path, an operator, a literal without quotes; behind `]` also `.value`. */
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'string'; readonly value: string };

/** What one filter may cost; the same limits hold inside a path. */
export const MAX_FILTER_BYTES = 8192;
/** Parentheses, brackets and `not` that may stand inside one another. */
export const MAX_FILTER_DEPTH = 20;
/** Comparisons, `pr` included, in one filter. */
export const MAX_FILTER_TERMS = 50;

/** Why a text is no filter; each border turns it into `invalidFilter` or `invalidPath`. */
export class FilterSyntaxError extends Error {
  override readonly name = 'FilterSyntaxError';
}

/** Of depth that one parenthesis or bracket stands for: `not (` is two. */
const MAX_LEVELS = 2;
/** A character is at most 3 bytes for each of its UTF-16 units. */
const MAX_BYTES_PER_UNIT = 3;

const QUOTE = '"'.charCodeAt(0);
/** Text that JSON takes for what it is: ASCII without an escape. */
const PLAIN = /^[\x20-\x5b\x5d-\x7e]*$/;
const PUNCTUATION: ReadonlyMap<number, Token> = new Map(
  (['(', ')', '[', ']'] as const).map((kind) => [kind.charCodeAt(0), { kind }]),
);

/** What an ASCII character is, by its code: one look-up for each character of a filter. */
const BLANK = 1;
const DELIMITER = 2;
const CLASSES = new Uint8Array(128);
for (const blank of ' \t') CLASSES[blank.charCodeAt(0)] = BLANK;
for (const delimiter of '"()[]') CLASSES[delimiter.charCodeAt(0)] = DELIMITER;

/**
 * An operator may stand right before its value, as in the RFC's own `members[value eq"…"]`; any other
 * word may not.
 *
 * @throws {FilterSyntaxError} when a string does not end, or a limit is passed.
 */
export function tokenize(text: string): readonly Token[] {
  checkLength(text);
  const tokens: Token[] = [];
  let position = 0;
  let opened = 0;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (CLASSES[code] === BLANK) {
      position += 1;
    } else if (code === QUOTE) {
      const end = endOfString(text, position);
      tokens.push({ kind: 'string', value: readString(text, position, end) });
      position = end;
    } else if (CLASSES[code] === DELIMITER) {
      const token = PUNCTUATION.get(code) as Token;
      if (token.kind === '(' || token.kind === '[') opened += 1;
      tokens.push(token);
      position += 1;
    } else {
      const end = endOfWord(text, position);
      tokens.push({ kind: 'word', text: text.slice(position, end) });
      position = end;
    }
  }
  const canBeDeep = opened * MAX_LEVELS > MAX_FILTER_DEPTH;
  if (canBeDeep) checkDepth(tokens);
  return tokens;
}

function checkLength(text: string): void {
  const cannotBeLong = text.length * MAX_BYTES_PER_UNIT <= MAX_FILTER_BYTES;
  if (!cannotBeLong && Buffer.byteLength(text) > MAX_FILTER_BYTES) {
    throw new FilterSyntaxError(`longer than ${MAX_FILTER_BYTES} bytes`);
  }
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, start, end)) end = text.indexOf('"', end + 1);
  if (end === -1) throw new FilterSyntaxError(`the string at position ${start + 1} does not end`);
  return end + 1;
}

/** Whether an odd number of backslashes stands before a quote. */
function isEscaped(text: string, start: number, quote: number): boolean {
  let before = quote - 1;
  while (before > start && text.charAt(before) === '\\') before -= 1;
  return (quote - before) % 2 === 0;
}

function endOfWord(text: string, start: number): number {
  let end = start;
  while (end < text.length && !CLASSES[text.charCodeAt(end)]) end += 1;
  if (text.charCodeAt(end) === QUOTE && !isCompareOp(text.slice(start, end).toLowerCase())) {
    throw new FilterSyntaxError(`unexpected quote at position ${end + 1}`);
  }
  return end;
}

function readString(text: string, start: number, end: number): string {
  const inner = text.slice(start + 1, end - 1);
  if (PLAIN.test(inner)) return inner;
  try {
    const value: string = JSON.parse(text.slice(start, end));
    if (value.isWellFormed()) return value;
  } catch {
    // Not a JSON string: said below, like text that is not valid Unicode.
  }
  throw new FilterSyntaxError(`the string at position ${start + 1} is not a JSON string`);
}

/** Counts `not (` as two levels, so that neither of them can be piled up. */
function checkDepth(tokens: readonly Token[]): void {
  const open: number[] = [];
  let depth = 0;
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] as Token;
    if (token.kind === '(' || token.kind === '[') {
      const levels = isNot(tokens[index - 1]) ? MAX_LEVELS : 1;
      open.push(levels);
      depth += levels;
    } else if (token.kind === ')' || token.kind === ']') {
      depth -= open.pop() ?? 0;
    }
    if (depth > MAX_FILTER_DEPTH) {
      throw new FilterSyntaxError(`nested more than ${MAX_FILTER_DEPTH} levels deep`);
    }
  }
}

export function isNot(token: Token | undefined): boolean {
  return isWord(token, 'not');
}

/** Whether a token is a word, in any case. */
export function isWord(token: Token | undefined, word: string): boolean {
  if (token?.kind !== 'word' || token.text.length !== word.length) return false;
  return token.text === word || token.text.toLowerCase() === word;
}
