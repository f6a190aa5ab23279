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

const PUNCTUATION = '()[]';
const DELIMITERS = ' \t"()[]';

/**
 * An operator may stand right before its value, as in the RFC's own `members[value eq"…"]`; any other
 * word may not.
 *
 * @throws {FilterSyntaxError} when a string does not end, or a limit is passed.
 */
export function tokenize(text: string): readonly Token[] {
  if (Buffer.byteLength(text) > MAX_FILTER_BYTES) {
    throw new FilterSyntaxError(`longer than ${MAX_FILTER_BYTES} bytes`);
  }
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    const character = text.charAt(position);
    if (character === ' ' || character === '\t') {
      position += 1;
    } else if (PUNCTUATION.includes(character)) {
      tokens.push({ kind: character as '(' });
      position += 1;
    } else {
      const end = character === '"' ? endOfString(text, position) : endOfWord(text, position);
      tokens.push(readToken(text.slice(position, end), position));
      position = end;
    }
  }
  checkDepth(tokens);
  return tokens;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '"') return at + 1;
  }
  throw new FilterSyntaxError(`the string at position ${start + 1} does not end`);
}

function endOfWord(text: string, start: number): number {
  let end = start;
  while (end < text.length && !DELIMITERS.includes(text.charAt(end))) end += 1;
  if (text.charAt(end) === '"' && !isCompareOp(text.slice(start, end).toLowerCase())) {
    throw new FilterSyntaxError(`unexpected quote at position ${end + 1}`);
  }
  return end;
}

function readToken(text: string, start: number): Token {
  if (!text.startsWith('"')) return { kind: 'word', text };
  try {
    const value: string = JSON.parse(text);
    if (value.isWellFormed()) return { kind: 'string', value };
  } catch {
    // Not a JSON string: said below, like text that is not valid Unicode.
  }
  throw new FilterSyntaxError(`the string at position ${start + 1} is not a JSON string`);
}

/** Counts `not (` as two levels, so that neither of them can be piled up. */
function checkDepth(tokens: readonly Token[]): void {
  const open: number[] = [];
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.kind === '(' || token.kind === '[') {
      const levels = isNot(tokens[index - 1]) ? 2 : 1;
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
  return token?.kind === 'word' && token.text.toLowerCase() === 'not';
}
