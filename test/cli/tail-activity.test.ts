import { describe, expect, it } from '@jest/globals';
import { CliFailure } from '#cli/failure.ts';
import { runCli } from '#cli/run.ts';

const record = (id: string) => ({
  id,
  at: '2026-01-01T00:00:00.000Z',
  actor: { kind: 'scim', tokenId: 'token-1' },
  client: 'okta',
  operation: 'patch',
  resource: { type: 'User', id: 'user-1' },
  result: { status: 200 },
  changed: ['active'],
});

interface Page {
  readonly ids: readonly string[];
  readonly more?: boolean;
}

/** Answers page by page, and is ended when there are no more. */
async function tail(pages: readonly Page[], ...args: readonly string[]) {
  const out: string[] = [];
  const asked: URLSearchParams[] = [];
  const slept: number[] = [];
  const io = {
    out: (text: string) => out.push(text),
    err: () => {},
    isTerminal: false,
    isErrTerminal: false,
    environment: { url: 'http://127.0.0.1:4010/admin', token: 'rca_x' },
    async fetch(url: string | URL | Request) {
      const { ids = [], more = false } = pages[asked.length] ?? {};
      asked.push(new URL(String(url instanceof Request ? url.url : url)).searchParams);
      const body = { records: ids.map(record), more, nextCursor: `cursor-${asked.length}` };
      return Response.json(body);
    },
  };
  const sleep = async (milliseconds: number) => {
    slept.push(milliseconds);
    if (asked.length >= pages.length) throw new CliFailure('enough', 1);
  };
  await runCli(['activity', 'tail', 'acme', ...args], io as never, sleep);
  return { out, slept, after: asked.map((query) => query.get('after')), asked };
}

describe('activity tail', () => {
  it('shows each record once, in one line, as it comes', async () => {
    const { out } = await tail([{ ids: ['a'] }, { ids: ['a', 'b'] }, { ids: ['b'] }]);

    expect(out).toHaveLength(2);
    expect(out[0]).toBe('2026-01-01T00:00:00.000Z  okta  patch User user-1  200  active');
  });

  it('begins now, goes on from each cursor, and waits only where nothing follows at once', async () => {
    const { after, slept } = await tail([{ ids: ['a'], more: true }, { ids: ['b'] }]);

    expect(after).toEqual(['now', 'cursor-1']);
    expect(slept).toEqual([2000]);
  });

  it('is JSON for scripts, a record a line, narrowed as it is asked to be', async () => {
    const args = ['--json', '--after', 'x', '--kind', 'User', '--interval', '5'];

    const { out, asked, slept } = await tail([{ ids: ['a'] }], ...args);

    expect(out.map((line) => JSON.parse(line).id)).toEqual(['a']);
    expect([asked[0]?.get('after'), asked[0]?.get('kind')]).toEqual(['x', 'User']);
    expect(slept).toEqual([5000]);
  });

  it.each(['0', '61', 'x', '1.5'])('refuses an interval of %s', async (interval) => {
    const { asked } = await tail([], '--interval', interval);

    expect(asked).toEqual([]);
  });
});
