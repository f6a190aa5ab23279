/** Walks through the pages of a list, as identity providers make them. */

import { expect } from '@jest/globals';
import type { TwoEndpoints } from './two-endpoints.ts';

export interface Page {
  readonly totalResults: number;
  readonly startIndex: number;
  readonly itemsPerPage: number;
  readonly Resources: readonly { readonly id: string }[];
}

export function pageWalks({ send, create }: TwoEndpoints) {
  async function page(startIndex: number, count: number): Promise<Page> {
    const { status, body } = await send('GET', `/Users?startIndex=${startIndex}&count=${count}`);
    expect(status).toBe(200);
    return body as unknown as Page;
  }

  /** On by what came, until what was last announced has come; `between` two pages. */
  async function walk(count: number, between = async (): Promise<unknown> => undefined) {
    const ids: string[] = [];
    let startIndex = 1;
    for (let pages = 0; pages < 200; pages += 1) {
      const answer = await page(startIndex, count);
      expect(answer.startIndex).toBe(startIndex);
      expect(answer.Resources).toHaveLength(answer.itemsPerPage);
      ids.push(...answer.Resources.map(({ id }) => id));
      startIndex += answer.itemsPerPage;
      if (answer.itemsPerPage === 0 || startIndex > answer.totalResults) return ids;
      await between();
    }
    throw new Error('the walk does not end');
  }

  async function createMany(prefix: string, count: number): Promise<readonly string[]> {
    const names = Array.from({ length: count }, (_, n) => `${prefix}-${n}-${crypto.randomUUID()}`);
    const ids = await Promise.all(names.map((userName) => create({ userName })));
    return ids.sort();
  }

  function removeAll(ids: readonly string[]): Promise<unknown> {
    return Promise.all(ids.map((id) => send('DELETE', `/Users/${id}`)));
  }

  return { page, walk, createMany, removeAll };
}

/** Whom a walk has not seen. */
export function missedBy(seen: readonly string[], ids: readonly string[]): readonly string[] {
  const known = new Set(seen);
  return ids.filter((id) => !known.has(id));
}
