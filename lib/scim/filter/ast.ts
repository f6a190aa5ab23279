/** The filter grammar of RFC 7644 §3.4.2.2 (Figure 1) as data. Types carry its rule names. */

import type { AttrPath } from '#scim/attr-path.ts';

export type CompareOp = 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le';
export type CompValue = string | number | boolean | null;

interface Present {
  readonly kind: 'present';
  readonly attrPath: AttrPath;
}

interface Compare {
  readonly kind: 'compare';
  readonly attrPath: AttrPath;
  readonly compareOp: CompareOp;
  readonly compValue: CompValue;
}

export type AttrExp = Present | Compare;

interface LogExp<Operand> {
  readonly kind: 'and' | 'or';
  readonly left: Operand;
  readonly right: Operand;
}

interface Not<Operand> {
  readonly kind: 'not';
  readonly operand: Operand;
}

/** `and`, `or` and `not` over terms of one kind. */
export type Logic<Term> = Term | LogExp<Logic<Term>> | Not<Logic<Term>>;

/** `emails[type eq "work"]`: every condition holds for one and the same value. */
export interface ValuePath {
  readonly kind: 'valuePath';
  readonly attrPath: AttrPath;
  readonly valFilter: ValFilter;
}

export type Filter = Logic<AttrExp | ValuePath>;

/** A filter inside `[...]`. It holds no further valuePath (errata 4690 and 7322). */
export type ValFilter = Logic<AttrExp>;

/** Whether a word is an operator, in lower case. A switch: `eq`, which most filters have, is found first. */
export function isCompareOp(word: string | undefined): word is CompareOp {
  switch (word) {
    case 'eq':
    case 'co':
    case 'sw':
    case 'ew':
    case 'ne':
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return true;
    default:
      return false;
  }
}
