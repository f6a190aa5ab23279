import { describe, expect, it } from '@jest/globals';
import { countByStatus, useTwoEndpoints } from './two-endpoints.ts';

const { send, enter } = useTwoEndpoints();

/** The same letters, each in a case of its own. */
function inMixedCase(text: string, seed: number): string {
  return [...text]
    .map((letter, index) => ((seed >> (index % 10)) & 1 ? letter.toUpperCase() : letter))
    .join('');
}

describe('of 1,000 concurrent creates', () => {
  it('of one userName in mixed case exactly one succeeds, the others are 409 uniqueness', async () => {
    enter('standard-demo');

    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, index) =>
        send('POST', '/Users', { userName: inMixedCase('barbara.jensen@example.com', index) }),
      ),
    );

    expect(countByStatus(answers)).toEqual({ 201: 1, 409: 999 });
    const losers = answers.filter(({ status }) => status === 409);
    expect(new Set(losers.map(({ body }) => body.scimType))).toEqual(new Set(['uniqueness']));
    const [winner] = answers.filter(({ status }) => status === 201);
    const found = await send('GET', '/Users?filter=userName+eq+"BARBARA.JENSEN@EXAMPLE.COM"');
    const { id, userName } = winner?.body ?? {};
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id, userName }] });
  });

  it('of 100 userNames, ten times each, exactly 100 succeed', async () => {
    enter('standard-demo');

    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, index) =>
        send('POST', '/Users', { userName: inMixedCase(`person-${index % 100}`, index) }),
      ),
    );

    expect(countByStatus(answers)).toEqual({ 201: 100, 409: 900 });
    const created = answers.filter(({ status }) => status === 201);
    expect(new Set(created.map(({ body }) => String(body.userName).toLowerCase())).size).toBe(100);
    const { body } = await send('GET', '/Users?count=0');
    expect(body.totalResults).toBe(101);
  });
});

describe('where the identity e-mail is unique too', () => {
  it('of 200 concurrent creates with one e-mail exactly one succeeds', async () => {
    enter('modjo-demo');
    const name = { givenName: 'Barbara', familyName: 'Jensen' };

    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        send('POST', '/Users', {
          userName: `user-${index}`,
          name,
          emails: [{ value: inMixedCase('shared@example.com', index), primary: true }],
        }),
      ),
    );

    expect(countByStatus(answers)).toEqual({ 201: 1, 409: 199 });
  });

  it('of users who all take one free e-mail exactly one gets it', async () => {
    enter('modjo-demo');
    const name = { givenName: 'Barbara', familyName: 'Jensen' };
    const created = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        send('POST', '/Users', { userName: `own-${index}@example.com`, name }),
      ),
    );

    const answers = await Promise.all(
      created.map(({ body }) =>
        send('PATCH', `/Users/${body.id}`, {
          Operations: [{ op: 'add', path: 'emails', value: [{ value: 'free@example.com' }] }],
        }),
      ),
    );

    expect(countByStatus(answers)).toEqual({ 200: 1, 409: 29 });
  });
});

describe('a userName that is given up', () => {
  it('by a delete goes to exactly one of those who want it', async () => {
    enter('standard-demo');
    const { body } = await send('POST', '/Users', { userName: 'given-up' });

    const [deleted, ...created] = await Promise.all([
      send('DELETE', `/Users/${body.id}`),
      ...Array.from({ length: 50 }, () => send('POST', '/Users', { userName: 'Given-Up' })),
    ]);
    const later = await send('POST', '/Users', { userName: 'GIVEN-UP' });

    expect(deleted.status).toBe(204);
    const { 201: winners = 0, 409: losers = 0 } = countByStatus([...created, later]);
    expect([winners, losers]).toEqual([1, 50]);
  });
});
