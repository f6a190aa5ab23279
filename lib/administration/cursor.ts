/** Pages of a list of the admin API: how many, and where the next one begins. */

import * as v from 'valibot';
import { badRequest } from '#administration/problem.ts';

/** Entries of a page. */
export const DEFAULT_LIMIT = 100;
export const MAX_LIMIT = 200;

const INVALID = 'the cursor is not one that this list has given: begin again without it';

/** `limit`, a query parameter: a whole number from 1 to `MAX_LIMIT`. */
export const Limit = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^\d{1,4}$/, `must be a whole number from 1 to ${MAX_LIMIT}`),
    v.transform(Number),
    v.minValue(1, `must be a whole number from 1 to ${MAX_LIMIT}`),
    v.maxValue(MAX_LIMIT, `must be a whole number from 1 to ${MAX_LIMIT}`),
  ),
  String(DEFAULT_LIMIT),
);

/** The query of a list that nothing narrows. */
export const PageQuery = v.strictObject({ limit: Limit, cursor: v.optional(v.string()) });

/** What a cursor belongs to; it is good for nothing else. */
export interface List {
  /** '' for a list of the deployment. */
  readonly workspaceId: string;
  /** The list with whatever narrows it: `users?role=ADMIN`. */
  readonly name: string;
  /** What a position in it looks like: a cursor comes back from outside, and may have been changed. */
  readonly position: RegExp;
}

/** A position that is the id of a resource. */
export const ID_POSITION = /^[0-9a-f-]{36}$/;

/** @param position where the next page begins, in the list's own words: an id, mostly. */
export function toCursor({ workspaceId, name }: List, position: string): string {
  return Buffer.from(JSON.stringify([workspaceId, name, position])).toString('base64url');
}

/**
 * @returns the position that the cursor was made of; undefined for no cursor.
 * @throws {Problem} 400 for what is no cursor, or one of another list or workspace.
 */
export function readCursor(list: List, cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const content = v.safeParse(v.tuple([v.string(), v.string(), v.string()]), decode(cursor));
  if (!content.success) throw badRequest(INVALID);
  const [workspaceId, name, position] = content.output;
  const isOfList = workspaceId === list.workspaceId && name === list.name;
  if (!isOfList || !list.position.test(position)) throw badRequest(INVALID);
  return position;
}

/**
 * A page of a list that is in memory, whole and in order; a position in it is the id of an entry.
 *
 * @throws {Problem} 400 for a cursor as `readCursor` has it, and for one whose entry has gone.
 */
export function pageOfEntries<Entry>(
  list: List,
  entries: readonly Entry[],
  idOf: (entry: Entry) => string,
  { limit, cursor }: v.InferOutput<typeof PageQuery>,
): { readonly page: readonly Entry[]; readonly nextCursor?: string } {
  const after = readCursor(list, cursor);
  const before = entries.findIndex((entry) => idOf(entry) === after);
  if (after !== undefined && before < 0) throw badRequest(INVALID);
  const page = entries.slice(before + 1, before + 1 + limit);
  const last = page.at(-1);
  const isLast = before + 1 + limit >= entries.length;
  return isLast || last === undefined ? { page } : { page, nextCursor: toCursor(list, idOf(last)) };
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
