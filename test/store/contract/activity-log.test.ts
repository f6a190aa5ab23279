import { describe, expect, it } from '@jest/globals';
import { type Unchanged, unchangedRecord } from '#activity/record.ts';
import { EMULATORS } from '#test/support/emulators.ts';
import { readAll } from '#test/support/invariants.ts';
import { useStores } from '#test/support/stores.ts';
import { aRecord, aUser } from '#test/support/users.ts';
import { aContext, aWorkspace } from '#test/support/workspaces.ts';

const WINDOW_MS = 15_000;
const REFUSAL: Unchanged = {
  operation: 'create',
  resource: undefined,
  result: { status: 409, scimType: 'uniqueness', reason: 'User already exists' },
  ignored: ['userName'],
};

describe.each(EMULATORS)('the activity log, on $name', (command) => {
  const stores = useStores(command);

  const recordAt = (milliseconds: number, refusal: Unchanged, context = aContext()) =>
    unchangedRecord({ now: () => milliseconds, newId: () => 'unused' }, context, refusal);
  const append = (milliseconds: number, refusal = REFUSAL, context = aContext()) =>
    stores.activity.append(context, recordAt(milliseconds, refusal, context));
  const items = async () =>
    (await readAll(stores.table)).filter(({ pk }) => pk.startsWith('ACTIVITY#'));

  it('makes equal records of the same 15 seconds one with a count', async () => {
    const start = 100 * WINDOW_MS;
    await append(start);
    await append(start + 1);
    await append(start + WINDOW_MS - 1);

    expect((await items()).map(({ repeats }) => repeats)).toEqual([3]);
  });

  it('leaves the first of several equal records as it was', async () => {
    const start = 100 * WINDOW_MS;
    await append(start, REFUSAL, aContext({ requestId: 'first' }));
    await append(start, REFUSAL, aContext({ requestId: 'second' }));

    const [item] = await items();
    expect(JSON.parse(String(item?.record)).requestId).toBe('first');
  });

  it('counts all of many that come at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => append(100 * WINDOW_MS)));

    expect((await items()).map(({ repeats }) => repeats)).toEqual([20]);
  });

  it.each<[string, number, Unchanged]>([
    ['of the next 15 seconds', 101 * WINDOW_MS, REFUSAL],
    ['of another operation', 100 * WINDOW_MS, { ...REFUSAL, operation: 'replace' }],
    ['with another result', 100 * WINDOW_MS, { ...REFUSAL, result: { status: 400 } }],
    ['with other attributes', 100 * WINDOW_MS, { ...REFUSAL, ignored: ['emails'] }],
    ['of another user', 100 * WINDOW_MS, { ...REFUSAL, resource: { type: 'User', id: 'x' } }],
  ])('keeps a record %s apart', async (_, milliseconds, refusal) => {
    await append(100 * WINDOW_MS);
    await append(milliseconds, refusal);

    expect(await items()).toHaveLength(2);
  });

  it('keeps the records of another workspace apart', async () => {
    await append(100 * WINDOW_MS);
    await append(100 * WINDOW_MS, REFUSAL, aContext({ workspace: aWorkspace({ id: 'acme-2' }) }));

    expect((await items()).map(({ pk }) => pk).sort()).toEqual([
      'ACTIVITY#acme',
      'ACTIVITY#acme-2',
    ]);
  });

  it('bears a record without events finished: it expires, and no index has it', async () => {
    await append(100 * WINDOW_MS);

    const [item] = await items();
    const ninetyDays = 90 * 86_400;
    expect(item?.gsi2pk).toBeUndefined();
    expect(item?.expiresAt).toBe((100 * WINDOW_MS) / 1000 + ninetyDays);
  });

  it('bears a record with events unfinished: an index has it, and it does not expire', async () => {
    const context = aContext();
    const user = aUser();
    const record = aRecord(context, { after: user });

    await stores.users.create(context, user, record);

    const [item] = await items();
    expect(item?.gsi2pk).toMatch(/^UNFINISHED#(?:\d|1[0-5])$/);
    expect(item?.gsi2sk).toBe(record.at);
    expect(item?.expiresAt).toBeUndefined();
  });

  it('puts a window before the records that come after it', async () => {
    const start = Math.floor(Date.now() / WINDOW_MS) * WINDOW_MS;
    const context = aContext();
    const user = aUser();

    await append(start);
    await stores.users.create(context, user, aRecord(context, { after: user }));

    const [first] = (await items()).sort((a, b) => (a.sk < b.sk ? -1 : 1));
    expect(first?.repeats).toBe(1);
  });
});
