/** Random filters, built along the grammar of RFC 7644 Figure 1, sound and damaged. */

import * as fc from 'fast-check';
import { BADGE, ENTERPRISE, instant, NUMBERS, text, type, USER } from './filter-users.ts';

const cased = (...words: string[]) => fc.mixedCase(fc.constantFrom(...words));

/** As JSON writes it, sometimes with an escape in place of its first letter. */
const quoted = (value: fc.Arbitrary<string>) =>
  fc.tuple(value, fc.boolean()).map(([content, escapes]) => {
    const json = JSON.stringify(content);
    const code = content.charCodeAt(0).toString(16).padStart(4, '0');
    return escapes && /^[a-z]/i.test(content) ? `"\\u${code}${json.slice(2)}` : json;
  });

const flags = cased('true', 'false', '"true"', '"False"');
const instants = fc.oneof(quoted(instant), instant);
const numbers = fc.constantFrom(...NUMBERS, '"7"', '1.0', '1e3').map(String);
const texts = fc.oneof(
  quoted(fc.oneof(text, type, fc.constantFrom('', '7', 'False'))),
  type,
  fc.constantFrom('b@x', 'ab', 'žofie', '007', '7', '1.0', 'or', 'not'),
  numbers,
);
const EQUALITY = ['eq', 'ne'];
const ORDER = [...EQUALITY, 'gt', 'ge', 'lt', 'le'];
const ALL = [...EQUALITY, ...ORDER, 'co', 'sw', 'ew'];

const words = (...parts: fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((pieces) => pieces.join(' '));

interface Paths {
  readonly text: readonly string[];
  readonly flag: readonly string[];
  readonly instant: readonly string[];
  readonly number: readonly string[];
  /** Those that have no value to compare, and those that nobody has. */
  readonly other: readonly string[];
}

const PATHS: Paths = {
  text: [
    ...['userName', 'title', 'userType', 'id', 'externalId', 'schemas', 'profileUrl'],
    ...['name.givenName', 'name.familyName', `${USER}:userName`, `${USER}:emails.value`],
    ...['emails', 'emails.value', 'emails.type', 'emails.display', 'addresses.country'],
    ...['meta.resourceType', 'meta.version', `${ENTERPRISE}:department`, 'department', 'manager'],
    ...[`${ENTERPRISE}:manager.value`, 'manager.$ref', `${ENTERPRISE}:employeeNumber`],
    ...['colours', `${BADGE}:colours`],
  ],
  flag: ['active', 'emails.primary', 'addresses.primary', `${USER}:emails.primary`],
  instant: ['meta.created', 'meta.lastModified', `${USER}:meta.created`, 'since'],
  number: ['level', `${BADGE}:score`],
  other: [
    ...['name', 'meta', 'addresses', 'x509Certificates.value', ENTERPRISE, BADGE, 'password'],
    ...['nick', 'name.nick', `${USER}:department`, `${ENTERPRISE}:title`, 'userName.value'],
  ],
};

const SUB_PATHS: Paths = {
  text: ['value', 'type', 'display'],
  flag: ['primary'],
  instant: ['since'],
  number: ['level'],
  other: ['country', '$ref', 'givenName', 'nick'],
};

/** A comparison that fits the type of its attribute, mostly. */
const test = ({ text, flag, instant, number, other }: Paths) =>
  fc.oneof(
    { weight: 8, arbitrary: words(cased(...text), cased(...ALL), texts) },
    { weight: 4, arbitrary: words(cased(...flag), cased(...EQUALITY), flags) },
    { weight: 2, arbitrary: words(cased(...instant), cased(...ORDER), instants) },
    { weight: 1, arbitrary: words(cased(...number), cased(...ORDER), numbers) },
    { weight: 2, arbitrary: words(cased(...text, ...flag, ...other), cased('pr')) },
    { weight: 2, arbitrary: words(cased(...text, ...flag), cased(...EQUALITY), cased('null')) },
    {
      weight: 1,
      arbitrary: words(
        cased(...text, ...flag, ...instant, ...number, ...other),
        cased(...ALL),
        fc.oneof(texts, flags, instants, numbers, cased('null')),
      ),
    },
  );

/** `and`, `or`, `not` and parentheses over terms; precedence is whatever comes out. */
const logic = (term: fc.Arbitrary<string>, maxDepth: number): fc.Arbitrary<string> =>
  fc.letrec<{ filter: string }>((tie) => ({
    filter: fc.oneof(
      { maxDepth, withCrossShrink: true },
      { weight: 3, arbitrary: term },
      {
        weight: 4,
        arbitrary: fc
          .tuple(tie('filter'), fc.mixedCase(fc.constantFrom('and', 'or')), tie('filter'))
          .map((pieces) => pieces.join(' ')),
      },
      { weight: 1, arbitrary: tie('filter').map((inner) => `(${inner})`) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.mixedCase(fc.constant('not')), fc.constantFrom('', ' ', '  '), tie('filter'))
          .map(([not, blank, inner]) => `${not}${blank}(${inner})`),
      },
    ),
  })).filter;

const selection = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(cased('emails', 'emails', `${USER}:emails`), logic(test(SUB_PATHS), 1))
      .map(([parent, inner]) => `${parent}[${inner}]`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        cased('addresses', 'x509Certificates', 'name', 'manager', 'colours', 'schemas', BADGE),
        logic(test({ ...SUB_PATHS, text: ['value', 'type', 'country', 'givenName'] }), 1),
      )
      .map(([parent, inner]) => `${parent}[${inner}]`),
  },
);
const term = fc.oneof(
  { weight: 6, arbitrary: test(PATHS) },
  { weight: 2, arbitrary: selection },
  {
    weight: 2,
    arbitrary: fc
      .tuple(selection, test(SUB_PATHS))
      .map(([selected, compared]) => `${selected}.${compared}`),
  },
);

/** Filters that follow the grammar; some compare what cannot be compared. */
export const filter: fc.Arbitrary<string> = logic(term, 3);

/** What a damage puts in, and in place of what. */
const REPLACEMENTS: ReadonlyArray<readonly [RegExp, string]> = [
  [/ eq /i, ' ne '],
  [/ \w\w /, ' co '],
  [/ and /i, ' or '],
  [/ or /i, ' and '],
  [/not ?\(/i, '('],
  [/\(/, '(('],
  [/\)/, ''],
  [/ /, '  '],
  [/ /, '\t'],
  [/"/, ''],
  [/\[/, ' ['],
  [/\]\./, '] .'],
  [/\]\./, ']'],
  [/\[/, '.'],
];

const PIECES = ['"', '(', ')', '[', ']', ' ', '.', ':', '\\', ' or ', ' and ', 'not ', 'eq', 'é'];

/** Filters with a place or two damaged. */
export const damagedFilter: fc.Arbitrary<string> = fc
  .tuple(
    filter,
    fc.array(
      fc.oneof(
        fc.constantFrom(...REPLACEMENTS).map(
          ([from, to]) =>
            (text: string) =>
              text.replace(from, to),
        ),
        fc.tuple(fc.nat(), fc.constantFrom('cut', 'copy', 'swap', 'end', ...PIECES)).map(
          ([place, how]) =>
            (text: string) =>
              damage(text, place % (text.length + 1), how),
        ),
      ),
      { minLength: 1, maxLength: 2 },
    ),
  )
  .map(([sound, damages]) => damages.reduce((text, hurt) => hurt(text), sound));

function damage(text: string, at: number, how: string): string {
  const [before, after] = [text.slice(0, at), text.slice(at)];
  switch (how) {
    case 'cut':
      return before + after.slice(1);
    case 'copy':
      return before + after.slice(0, 5) + after;
    case 'swap':
      return before + after.charAt(1) + after.charAt(0) + after.slice(2);
    case 'end':
      return before;
    default:
      return before + how + after;
  }
}
