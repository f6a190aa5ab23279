/** Bodies at the limits of DESIGN.md and past them (HARD-CASES F3, F4, "Facts about the runtime"). */

import { beforeAll, describe, expect, it } from '@jest/globals';
import { bodyOf, problemsOf } from '../support/answers.ts';
import { useDeployment } from '../support/deployment.ts';
import { changedPrototypes } from './prototypes.ts';

const { send } = useDeployment();

let id = '';
beforeAll(async () => {
  id = String(bodyOf(await send('POST', '/Users', { userName: 'target' })).id);
});

/** The same body to every route that reads one. */
async function sendEverywhere(body: string) {
  const answers = [
    await send('POST', '/Users', body),
    await send('PUT', `/Users/${id}`, body),
    await send('PATCH', `/Users/${id}`, body),
    await send('POST', '/Users/.search', body),
    await send('POST', '/.search', body),
  ];
  for (const answer of answers) expect(problemsOf(answer)).toEqual([]);
  return answers.map((answer) => [answer.statusCode, bodyOf(answer).scimType]);
}

const nested = (depth: number, [open, close]: readonly [string, string]) =>
  `${open.repeat(depth - 1)}[]${close.repeat(depth - 1)}`;

describe('nesting past 20 levels is invalidSyntax on every route', () => {
  it.each([21, 33, 100, 5000, 200_000])('%d lists', async (depth) => {
    const outcomes = await sendEverywhere(nested(depth, ['[', ']']));

    expect(outcomes).toEqual(Array(5).fill([400, 'invalidSyntax']));
  });

  it.each([21, 33, 100, 5000, 100_000])('%d objects', async (depth) => {
    const outcomes = await sendEverywhere(nested(depth, ['{"a":', '}']));

    expect(outcomes).toEqual(Array(5).fill([400, 'invalidSyntax']));
  });

  it('and 20 levels are none of it', async () => {
    const deep = `{"userName":"deep","unknown":${nested(19, ['[', ']'])}}`;

    const created = await send('POST', '/Users', deep);

    expect(created.statusCode).toBe(201);
    expect(bodyOf(created)).not.toHaveProperty('unknown');
  });
});

describe('what is no valid JSON value is refused on every route, wherever it stands', () => {
  const PLACES = [
    (value: string) => `{"userName":${value}}`,
    (value: string) => `{"userName":"x","unknown":[{"a":${value}}]}`,
    (value: string) => `{"Operations":[{"op":"add","path":"title","value":${value}}]}`,
    (value: string) => `{"filter":${value}}`,
    (value: string) => `[${value}]`,
  ];

  it.each(['1e400', '-1e400', '1e99999999999', '"\\ud800"', '"\\udc00x"', '"a\\ud83d"'])(
    'a number out of range, or half a character: %s',
    async (value) => {
      for (const place of PLACES) {
        const outcomes = await sendEverywhere(place(value));

        expect(outcomes).toEqual(Array(5).fill([400, 'invalidValue']));
      }
    },
  );

  it.each(['__proto__', 'constructor', '\\u005f_proto__', 'a\\ud800'])(
    'a name that reaches for a prototype, or that is half a character: %s',
    async (name) => {
      const member = `{"${name}":{"polluted":true}}`;
      for (const place of [...PLACES, (value: string) => value]) {
        const outcomes = await sendEverywhere(place(member));

        expect(outcomes).toEqual(Array(5).fill([400, 'invalidValue']));
      }
      expect(changedPrototypes()).toEqual([]);
    },
  );
});
