/** `emails[type eq "work"].value eq "x"`: Entra's and Rippling's look-up by e-mail. */

import type { AttrExp, Filter, ValFilter, ValuePath } from '#scim/filter/ast.ts';

/**
 * Says a comparison of selected values in the terms of RFC 7644 §3.4.2.2 Figure 1, which has none.
 *
 * It holds where one of the selected values makes it true; `ne`, and `eq null`, also where nothing
 * is selected.
 *
 * @param test a comparison of a sub-attribute.
 */
export function selectedValue({ attrPath, valFilter }: ValuePath, test: AttrExp): Filter {
  const choose = (condition: ValFilter): ValuePath => ({
    kind: 'valuePath',
    attrPath,
    valFilter: { kind: 'and', left: valFilter, right: condition },
  });
  const hasValue: AttrExp = { kind: 'present', attrPath: test.attrPath };
  const present = choose(hasValue);
  const absent: Filter = { kind: 'not', operand: present };
  const differs = test.kind === 'compare' && test.compareOp === 'ne' && test.compValue !== null;
  if (differs && test.attrPath.attrName.toLowerCase() === 'primary') {
    // A missing primary counts as false: only where nothing is selected there is nothing to differ.
    const nothing: Filter = { kind: 'not', operand: { kind: 'valuePath', attrPath, valFilter } };
    return { kind: 'or', left: nothing, right: choose(test) };
  }
  if (test.kind === 'present') return present;
  if (test.compValue === null && test.compareOp === 'eq') return absent;
  if (test.compValue === null && test.compareOp === 'ne') return present;
  if (!differs) return choose(test);
  const different = choose({ kind: 'and', left: hasValue, right: test });
  return { kind: 'or', left: absent, right: different };
}
