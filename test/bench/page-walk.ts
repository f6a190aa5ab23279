/** Pages of the unfiltered list: only a walk from the first leads to a deep one. */

import { type Exchange, read } from './exchange.ts';
import type { Population } from './population.ts';

/** Users in a page. */
export const PAGE = 100;
/** Pages that the deep pages are taken from, one after the other. */
export const DEEP_PAGES = 3;

/** Where the deep pages begin: in the middle of the workspace. */
export function deepStart({ users }: Population): number {
  const middle = Math.floor(users.length / 2 / PAGE) * PAGE + 1;
  return Math.max(PAGE + 1, middle);
}

/** The pages from the first to the last deep one: only a walk leads there. */
export function walkToDeepPages(population: Population): readonly Exchange[] {
  return pages((deepStart(population) - 1) / PAGE + DEEP_PAGES);
}

/** All pages: a walk that ends leaves no bookmark that somebody has still to come for. */
export function wholeWalk({ users }: Population): readonly Exchange[] {
  return pages(Math.ceil(users.length / PAGE));
}

function pages(count: number): readonly Exchange[] {
  return Array.from({ length: count }, (_, index) => page(index * PAGE + 1));
}

/** The page that begins there; it must be a full one. */
export function page(startIndex: number): Exchange {
  return read(
    `/Users?startIndex=${startIndex}&count=${PAGE}`,
    (body) => body.startIndex === startIndex && body.Resources?.length === PAGE,
  );
}
