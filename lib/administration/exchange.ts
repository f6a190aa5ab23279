/** A request to the admin API and its result, between the HTTP border and the operations. */

import * as v from 'valibot';
import { badRequest, type ProblemError, preconditionFailed } from '#administration/problem.ts';
import type { JsonObject } from '#directory/user.ts';
import { isVersion, type Preconditions } from '#scim/etag.ts';
import { isObject, type Json } from '#scim/json.ts';

export interface AdminRequest {
  readonly method: string;
  readonly path: string;
  /** What the path has in the place of `{ws}`, `{id}` and `{tokenId}`, decoded; '' where it has none. */
  readonly parameters: Readonly<Record<'ws' | 'id' | 'tokenId', string>>;
  /** As it came, without the question mark. */
  readonly queryString: string;
  /** The parsed body; undefined where there is none. */
  readonly body: Json | undefined;
  readonly preconditions: Preconditions;
  /** Where the SCIM endpoint stands: `https://scim.example.com/scim/v2`. */
  readonly scimBaseUrl: string;
}

/** What an operation comes to; status and headers follow from the kind. */
export type AdminResult =
  /** 201 and 200; a version becomes the ETag, which `If-Match` takes. */
  | {
      readonly kind: 'created' | 'document';
      readonly body: JsonObject;
      readonly version?: number;
    }
  /** 202: it will be done. */
  | { readonly kind: 'accepted'; readonly body: JsonObject }
  /** 204. */
  | { readonly kind: 'deleted' }
  /** 200: Markdown. */
  | { readonly kind: 'text'; readonly text: string };

const NO_OBJECT = 'must be an object';

type Schema<Output> = v.GenericSchema<unknown, Output>;

/** valibot takes a list for an object too. */
export const anObject = v.custom<JsonObject>(isMembers, NO_OBJECT);

/**
 * An object of its own within a body: where all of its entries may be left out, a list would pass for
 * one that changes nothing.
 */
export function strictMembers<const Entries extends v.ObjectEntries>(entries: Entries) {
  return v.pipe(v.unknown(), v.check(isMembers, NO_OBJECT), v.strictObject(entries));
}

/**
 * Reads the body by a schema; make it with `strictObject`, so that a misspelt field is refused, and what
 * stands in it with `strictMembers`.
 *
 * @throws {Problem} 400 naming each field that is wrong, by JSON pointer.
 */
export function readBody<Output>(schema: Schema<Output>, { body }: AdminRequest): Output {
  const detail = 'the body is not what this call takes';
  if (body === undefined) return read(schema, {}, detail);
  if (isObject(body)) return read(schema, body, detail);
  throw badRequest(detail, [{ pointer: '', detail: NO_OBJECT }]);
}

/**
 * Reads the query string by a schema of strings, made with `strictObject`: a parameter that there is
 * not is refused, and never a list returned that it should have narrowed.
 *
 * @throws {Problem} 400.
 */
export function readQuery<Output>(schema: Schema<Output>, { queryString }: AdminRequest): Output {
  const parameters = [...new URLSearchParams(queryString)];
  const names = parameters.map(([name]) => name);
  if (new Set(names).size < names.length) {
    throw badRequest('a query parameter can be given once only');
  }
  return read(schema, Object.fromEntries(parameters), 'the query is not what this call takes');
}

/** @throws {Problem} 412 where `If-Match` names another version. */
export function checkVersion({ preconditions }: AdminRequest, version: number): void {
  if (!isVersion({ ifMatch: preconditions.ifMatch }, version)) throw preconditionFailed();
}

function isMembers(value: unknown): boolean {
  return isObject(value as Json | undefined);
}

function read<Output>(schema: Schema<Output>, input: unknown, detail: string): Output {
  const result = v.safeParse(schema, input, { message: ruleOf });
  if (result.success) return result.output;
  const found = result.issues.map((issue) => toError(schema as Shape, issue));
  const errors = new Map(found.map((error) => [error.pointer, error]));
  throw badRequest(detail, [...errors.values()]);
}

/** What valibot calls a kind of value, in the words of who reads it. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['string', 'a string'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
  ['Array', 'a list'],
  ['Object', 'an object'],
]);

/** valibot names the key that is missing as what was expected. */
function ruleOf({ type, expected }: v.BaseIssue<unknown>): string {
  if (type === 'strict_object' && expected?.startsWith('"')) return 'is missing';
  if (type !== 'picklist') return `must be ${KINDS.get(expected ?? '') ?? expected}`;
  return `must be one of ${expected?.replace(/[()"]/g, '').replaceAll(' | ', ', ')}`;
}

/** What a schema is made of, as far as a refusal tells of it. */
interface Shape {
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly options?: readonly unknown[];
  readonly item?: Shape;
  readonly wrapped?: Shape;
  readonly pipe?: readonly Shape[];
}

/** One error for each place: the last word on it. Unknown names are the client's, and not repeated. */
function toError(shape: Shape, issue: v.BaseIssue<unknown>): ProblemError {
  const keys = (issue.path ?? []).map(({ key }) => String(key));
  const isUnknown = issue.type === 'strict_object' && issue.expected === 'never';
  const known = isUnknown ? keys.slice(0, -1) : keys;
  const { entries = {}, options = [] } = shapeAt(shape, known);
  const pointer = known
    .map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
  if (isUnknown) return { pointer, detail: unknownName(Object.keys(entries)) };
  const isChoice = issue.message === 'is missing' && options.length > 0;
  return { pointer, detail: `${issue.message}${isChoice ? `: one of ${options.join(', ')}` : ''}` };
}

function shapeAt(shape: Shape, path: readonly string[]): Shape {
  if (shape.wrapped !== undefined) return shapeAt(shape.wrapped, path);
  const members = shape.pipe?.find(({ entries }) => entries !== undefined);
  if (members !== undefined && members !== shape) return shapeAt(members, path);
  const [key, ...rest] = path;
  if (key === undefined) return shape;
  return shapeAt(shape.item ?? shape.entries?.[key] ?? {}, rest);
}

function unknownName(known: readonly string[]): string {
  const taken = known.length === 0 ? 'it takes none' : `it takes ${known.join(', ')}`;
  return `has a name that there is not: ${taken}`;
}
