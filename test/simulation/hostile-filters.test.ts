/** Filters and paths that hang or overflow other parsers (HARD-CASES V7, V18, "Measured on peers"). */

import { beforeAll, describe, expect, it } from '@jest/globals';
import { bodyOf, problemsOf } from '../support/answers.ts';
import { useDeployment } from '../support/deployment.ts';

const { send } = useDeployment();

let id = '';
beforeAll(async () => {
  const user = { userName: 'ada', emails: [{ value: 'ada@example.com', type: 'work' }] };
  id = String(bodyOf(await send('POST', '/Users', user)).id);
});

const HOSTILE: ReadonlyArray<readonly [what: string, filter: string]> = [
  ['a string of 30 backslash-a that does not end', `userName eq "${'\\a'.repeat(30)}`],
  ['a string of 4,000 backslash-a that does not end', `userName eq "${'\\a'.repeat(4000)}`],
  ['a string of 40 line feeds that does not end', `userName eq "${'\n'.repeat(40)}`],
  ['a string of backslashes that does not end', `userName eq "${'\\'.repeat(4001)}`],
  ['21 parentheses', `${'('.repeat(21)}userName pr${')'.repeat(21)}`],
  ['3,000 parentheses', `${'('.repeat(3000)}userName pr${')'.repeat(3000)}`],
  ['100,000 open parentheses', '('.repeat(100_000)],
  ['4,000 closed parentheses', `userName pr${')'.repeat(4000)}`],
  ['1,000 times not', `${'not ('.repeat(1000)}userName pr${')'.repeat(1000)}`],
  ['11 times not', `${'not ('.repeat(11)}userName pr${')'.repeat(11)}`],
  ['brackets in brackets', `${'a[b['.repeat(500)}`],
  ['60 KB of an open bracket', `emails[${'x'.repeat(60_000)}`],
  ['5,000 value paths in a row', 'emails[type eq "work"].'.repeat(5000)],
  ['300 value paths in a row', 'emails[type eq "work"].'.repeat(300)],
  ['4,000 dots', `a${'.a'.repeat(4000)} pr`],
  ['51 terms', Array(51).fill('userName pr').join(' and ')],
  ['5,000 terms', Array(5000).fill('userName eq "a"').join(' or ')],
  ['8,193 bytes', `userName eq "${'x'.repeat(8193 - 14)}"`],
  ['nothing but spaces', ' '.repeat(5000)],
  ['nothing', ''],
  ['a value that is missing', 'userName eq'],
  ['an operator that is missing', 'userName "a"'],
  ['an attribute that is missing', 'eq "a"'],
  ['two operators', 'userName eq eq "a"'],
  ['a dangling and', 'userName eq "a" and'],
  ['a dangling quote', 'userName eq a" or userName pr'],
  ['an operator of another language', 'userName = "a"'],
  ['a filter behind another', 'userName eq "a" userName eq "b"'],
  ['an operator that the type does not allow', 'active gt true'],
  ['an empty bracket', 'emails[]'],
  ['a bracket in a bracket', 'emails[value[type eq "x"]]'],
  ['half a character', 'userName eq "\\ud800"'],
];

describe('a hostile filter is invalidFilter, never a list', () => {
  it.each(HOSTILE)('by GET: %s', async (_, filter) => {
    const answer = await send('GET', `/Users?filter=${encodeURIComponent(filter)}`);

    expect([answer.statusCode, bodyOf(answer).scimType]).toEqual([400, 'invalidFilter']);
    expect(problemsOf(answer)).toEqual([]);
  });

  it.each(HOSTILE)('by .search: %s', async (_, filter) => {
    const answer = await send('POST', '/.search', { filter });

    expect([answer.statusCode, bodyOf(answer).scimType]).toEqual([400, 'invalidFilter']);
    expect(problemsOf(answer)).toEqual([]);
  });
});

describe('at the limits a filter is answered', () => {
  it.each([
    ['20 parentheses', `${'('.repeat(20)}userName eq "ada"${')'.repeat(20)}`],
    ['50 terms', Array(50).fill('userName eq "ada"').join(' or ')],
    ['8,192 bytes', `userName eq "ada" or title eq "${'x'.repeat(8192 - 32)}"`],
    ['a string of escapes', `userName eq "ada" or title eq "${'\\\\'.repeat(3000)}"`],
    ['a regular expression', 'userName eq "ada" or userName eq ".*" or userName eq "(a+)+$"'],
  ])('%s', async (_, filter) => {
    const answer = await send('POST', '/Users/.search', { filter });

    expect(answer.statusCode).toBe(200);
    expect(bodyOf(answer)).toMatchObject({ totalResults: 1, Resources: [{ id }] });
  });

  it.each(['.*', '%', '*', '_', "' or '1'='1", '" or userName pr or userName eq "', '{{7*7}}'])(
    'as a value, text is text: %s',
    async (text) => {
      const filter = `userName eq ${JSON.stringify(text)}`;

      const answer = await send('GET', `/Users?filter=${encodeURIComponent(filter)}`);

      expect(bodyOf(answer)).toMatchObject({ totalResults: 0, Resources: [] });
    },
  );
});

describe('a hostile path is invalidPath', () => {
  const PATHS = [
    `emails[type eq "${'\\a'.repeat(30)}`,
    `emails[${'('.repeat(3000)}type eq "work"${')'.repeat(3000)}]`,
    `emails[${'not ('.repeat(1000)}type pr${')'.repeat(1000)}]`,
    'emails[type eq "work"].'.repeat(5000),
    `emails[${'x'.repeat(60_000)}`,
    `${'a['.repeat(3000)}`,
    `a${'.a'.repeat(4000)}`,
    `emails[${Array(51).fill('type pr').join(' and ')}]`,
    `emails[type eq "${'x'.repeat(8192)}"]`,
    'emails[]',
    'emails[',
    'emails]',
    'emails[type eq "work"]value',
    ' ',
    '..',
    '.userName',
    'userName.',
  ];

  it.each(PATHS.map((path) => [path.slice(0, 30), path]))('%s', async (_, path) => {
    for (const op of ['add', 'replace', 'remove']) {
      const answer = await send('PATCH', `/Users/${id}`, {
        Operations: [{ op, path, value: 'x' }],
      });

      expect([answer.statusCode, bodyOf(answer).scimType]).toEqual([400, 'invalidPath']);
      expect(problemsOf(answer)).toEqual([]);
    }
  });
});

describe('other parameters of a list', () => {
  it.each([
    ['attributes=__proto__', 200],
    ['attributes=constructor', 200],
    [`attributes=${'a,'.repeat(3000)}`, 200],
    [`excludedAttributes=${'emails[type eq "work"].value,'.repeat(200)}`, 200],
    ['sortBy=__proto__', 400],
    [`sortBy=${'a.'.repeat(3000)}`, 400],
    ['count=-5', 200],
    ['count=1e3', 400],
    ['count=99999999999999999999', 200],
    ['startIndex=99999999999999999999', 200],
    ['startIndex=0x10', 400],
    ['count=1&count=2', 400],
    ['filter=userName+pr&filter=', 400],
    ['%66ilter=userName+eq', 400],
    ['FILTER=userName+eq', 400],
    ['&&&===&', 200],
    [`${'&'.repeat(5000)}`, 200],
  ])('%s is %d', async (query, status) => {
    const answer = await send('GET', `/Users?${query}`);

    expect(problemsOf(answer)).toEqual([]);
    expect(answer.statusCode).toBe(status);
  });
});
