/**
 * Every write of the admin API, sent again after a lost answer: it does nothing a second time. A write
 * that is added to `routes.ts` fails here until it is in the table.
 */

import { describe, expect, it } from '@jest/globals';
import { bodyOf } from '../../support/answers.ts';
import { useDeployment } from '../../support/deployment.ts';
import { readAll } from '../../support/invariants.ts';
import {
  aPlace,
  DOORS,
  differences,
  kindsIn,
  NOT_REPEATABLE,
  type Place,
  storedIn,
  TABLE,
  targetOf,
  WRITES,
} from './writes.ts';

const deployment = useDeployment();
const { admin, table } = deployment;

const stored = () => storedIn(table());

const kinds = async () => kindsIn(await readAll(table()));

describe('a write of the admin API', () => {
  it('is in this table, or known as one that cannot be repeated', () => {
    const known = [...Object.keys(WRITES), ...NOT_REPEATABLE];

    expect(known.sort()).toEqual(DOORS.map(({ key }) => key).sort());
  });

  it.each(TABLE)('leaves what it made, sent once more: $key', async (write) => {
    const place = await aPlace(deployment);
    const send = () => admin(write.method, targetOf(write.path, place), write.body?.(place));
    const untouched = await stored();

    const first = await send();
    const after = await stored();
    const again = await send();

    expect([first.statusCode, again.statusCode]).toEqual(write.statuses);
    expect(await stored()).toEqual(after);
    expect(JSON.stringify(after) === JSON.stringify(untouched)).toBe(write.isLogOnly === true);
  });

  it.each(TABLE)('ends twice at once where once would end: $key', async (write) => {
    const [one, two] = [await aPlace(deployment), await aPlace(deployment)];
    const send = (place: Place) =>
      admin(write.method, targetOf(write.path, place), write.body?.(place));
    const before = await kinds();
    await send(one);
    const once = differences(before, await kinds());
    const between = await kinds();

    const answers = await Promise.all([send(two), send(two)]);

    expect(differences(between, await kinds())).toEqual(once);
    const statuses = answers.map(({ statusCode }) => statusCode);
    expect(statuses).toContain(write.statuses[0]);
    for (const status of statuses) expect([...write.statuses, 409]).toContain(status);
  });

  it.each(TABLE.filter(({ isConditional }) => isConditional))(
    'does nothing on another version than If-Match names: $key',
    async (write) => {
      const place = await aPlace(deployment);
      const before = await stored();
      const headers = { 'if-match': '"77"' };

      const answer = await admin(write.method, targetOf(write.path, place), write.body?.(place), {
        headers,
      });

      expect(answer.statusCode).toBe(412);
      expect(await stored()).toEqual(before);
    },
  );

  it.each(TABLE.filter(({ isConditional }) => isConditional))(
    'that was done on the version it names is not done again over what came since: $key',
    async (write) => {
      const place = await aPlace(deployment);
      const target = targetOf(write.path, place);
      const { headers } = await admin('GET', target);
      const condition = { headers: { 'if-match': String(headers?.ETag) } };
      const send = () => admin(write.method, target, write.body?.(place), condition);

      const first = await send();
      const after = await stored();
      const again = await send();

      expect(first.statusCode).toBe(write.statuses[0]);
      expect([412, 404, 204]).toContain(again.statusCode);
      expect(await stored()).toEqual(after);
    },
  );
});

describe('the regeneration of a token', () => {
  it('asked for again after a lost answer leaves the one token that was shown last', async () => {
    const { ws } = await aPlace(deployment);
    await admin('POST', `/workspaces/${ws}/tokens`);

    const { tokenId } = bodyOf(await admin('POST', `/workspaces/${ws}/tokens`));

    const { tokens } = bodyOf(await admin('GET', `/workspaces/${ws}/tokens`));
    expect(tokens).toMatchObject([{ tokenId }]);
  });
});
