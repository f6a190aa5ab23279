/** PATCHes that are too long, or that reach for a prototype (HARD-CASES V6, T7). */

import { beforeAll, describe, expect, it } from '@jest/globals';
import { bodyOf, problemsOf } from '../support/answers.ts';
import { useDeployment } from '../support/deployment.ts';
import { changedPrototypes } from './prototypes.ts';

const { send } = useDeployment();

let id = '';
beforeAll(async () => {
  id = String(bodyOf(await send('POST', '/Users', { userName: 'target', title: 'Guide' })).id);
});

describe('a PATCH', () => {
  const operation = { op: 'replace', path: 'title', value: 'Guide' };

  it.each([
    [1000, 200, undefined],
    [1001, 400, 'invalidSyntax'],
    [5000, 400, 'invalidSyntax'],
  ])('of %d operations is %d', async (count, status, scimType) => {
    const answer = await send('PATCH', `/Users/${id}`, {
      Operations: Array(count).fill(operation),
    });

    expect(answer.statusCode).toBe(status);
    expect(bodyOf(answer).scimType).toBe(scimType);
  });

  it.each([
    '__proto__.polluted',
    '__proto__',
    'constructor.prototype.polluted',
    'prototype.polluted',
    'name.__proto__.polluted',
    'name.constructor',
    'emails[type eq "work"].__proto__.polluted',
    'emails[__proto__ eq "x"].value',
    'urn:ietf:params:scim:schemas:core:2.0:User:__proto__.polluted',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:__proto__',
    'toString',
    'valueOf',
    'hasOwnProperty',
    '__defineGetter__',
    '__lookupSetter__.x',
    'name.toString',
  ])('reaches no prototype by its path: %s', async (path) => {
    for (const op of ['add', 'replace', 'remove']) {
      for (const value of ['x', { polluted: 'x' }, [{ polluted: 'x' }]]) {
        const Operations = [
          { op, path, value },
          { op, value: { [path]: value } },
        ];
        for (const one of Operations) {
          const answer = await send('PATCH', `/Users/${id}`, { Operations: [one] });
          expect(problemsOf(answer)).toEqual([]);
        }
      }
    }

    expect(changedPrototypes()).toEqual([]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    const { body = '' } = await send('GET', `/Users/${id}`);
    expect(body).not.toContain('polluted');
  });
});
