/** Comparison without regard to case, RFC 7644 §5. */

const ASCII = /^[\x20-\x7e]*$/;

/**
 * The form in which values that are not `caseExact` are compared, filtered and kept unique.
 *
 * Idempotent: NFKC, lower case, NFKC, and one sigma for both that lower case makes by its place in
 * the word: else no word in capitals would begin with its own first letters. It merges somewhat more than the PRECIS profile that §5 asks
 * for (the ligature `ﬁ` with `fi`, full-width letters) and no more than that: `ß` stays apart from
 * `ss`. The value that was sent is what is stored and returned.
 */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text.normalize('NFKC').toLowerCase().normalize('NFKC').replaceAll('ς', 'σ');
}
