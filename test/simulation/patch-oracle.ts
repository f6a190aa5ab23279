/**
 * A straightforward model of PATCH: it changes a copy in place, one loop for each rule of RFC 7644
 * §3.5.2 and of DESIGN.md "Decisions". It reads no path and knows nothing of lib/scim/patch.
 */

import { isObject, type Json, type JsonObject } from '#scim/json.ts';
import type { Meaning } from './patch-cases.ts';
import {
  areTwins,
  change,
  clear,
  defined,
  demote,
  type Element,
  isNothing,
  isPrimary,
  isShell,
  selects,
  toElements,
  toFlag,
  toPart,
  uniteRepeated,
} from './patch-elements.ts';

type Fields = Record<string, Json | undefined>;

/** Thrown for what must be 400, with the keyword of RFC 7644 Table 9. */
export class Failure extends Error {
  readonly scimType: string;

  constructor(scimType: string) {
    super(scimType);
    this.scimType = scimType;
  }
}

const LISTS = ['emails', 'roles', 'addresses'];
const COMPLEX = ['name', 'manager'];
/** Types that the schema names: replace makes such a value where there is none. */
const KNOWN_TYPES: Readonly<Record<string, readonly string[]>> = {
  emails: ['work', 'home', 'other'],
  addresses: ['work', 'home', 'other'],
  roles: [],
};

/** @throws {Failure} */
export function model(resource: JsonObject, meanings: readonly Meaning[]): JsonObject {
  const user = structuredClone(resource) as Fields;
  for (const meaning of meanings) {
    const home = meaning.extension === undefined ? user : extensionIn(user, meaning.extension);
    if (LISTS.includes(meaning.attribute)) changeList(home, meaning);
    else if (COMPLEX.includes(meaning.attribute)) changeComplex(home, meaning);
    else changeSimple(home, meaning);
  }
  for (const name of LISTS) finishList(user, name);
  return pruned(user) ?? {};
}

function extensionIn(user: Fields, extension: string): Fields {
  const existing = user[extension];
  const copy = isObject(existing) ? { ...existing } : {};
  user[extension] = copy;
  return copy;
}

function changeSimple(home: Fields, { op, attribute, value }: Meaning): void {
  const flag = attribute === 'active' ? toFlag(value) : value;
  home[attribute] = op === 'remove' || isNothing(value) ? undefined : flag;
}

function changeComplex(home: Fields, { op, attribute, subAttribute, value }: Meaning): void {
  const existing = home[attribute];
  const gone = op === 'remove' || isNothing(value);
  if (gone && subAttribute === undefined) {
    home[attribute] = undefined;
    return;
  }
  const whole: Fields = isObject(value ?? null) ? (value as JsonObject) : { value };
  const changes = subAttribute === undefined ? whole : { [subAttribute]: gone ? null : value };
  home[attribute] = changed(isObject(existing) ? existing : {}, changes) as JsonObject;
}

/** A `$ref` goes with the value that it belonged to. */
function changed(existing: JsonObject, changes: Fields): Fields {
  const fields: Fields = { ...existing };
  if ('value' in changes && changes.value !== fields.value) fields.$ref = undefined;
  for (const [name, part] of Object.entries(changes)) {
    fields[name] = isNothing(part) ? undefined : part;
  }
  return fields;
}

function changeList(home: Fields, meaning: Meaning): void {
  const { attribute, filter, subAttribute } = meaning;
  const list = ((home[attribute] ?? []) as readonly Element[]).map((element) => ({ ...element }));
  const isWhole = filter === undefined && subAttribute === undefined;
  home[attribute] = isWhole ? changeWhole(list, meaning) : changeSelected(list, meaning);
}

function changeWhole(list: Element[], { op, value }: Meaning): Element[] {
  const given = toElements(value);
  if (op === 'replace') return given;
  if (op === 'remove') {
    if (isNothing(value)) return [];
    return list.filter((element) => !given.some((pattern) => selects(pattern, element)));
  }
  addTo(list, given);
  return uniteRepeated(list);
}

function changeSelected(list: Element[], meaning: Meaning): Element[] {
  const { op, attribute, filter, subAttribute } = meaning;
  if (filter === undefined && list.length > 1) throw new Failure('noTarget');
  const chosen = list.filter((element) => selects(filter, element));
  const changes = changesOf(meaning);
  const removes = changes === undefined;
  if (chosen.length === 0) {
    if (removes || Object.values(changes).every((part) => part === undefined)) return list;
    addTo(list, [defined({ ...template(attribute, op, filter), ...changes })]);
    return uniteRepeated(list);
  }
  const others = list.filter((element) => !chosen.includes(element));
  if (removes) return others;
  const wasPrimary = chosen.some(isPrimary) && changes.primary !== true;
  for (const element of chosen) {
    if (op === 'replace' && subAttribute === undefined) clear(element);
    change(element, changes);
  }
  if (chosen.some(isPrimary) && !wasPrimary) demote(others);
  return uniteRepeated(list);
}

/** @returns undefined where the selected values are to go. */
function changesOf({ op, subAttribute, value }: Meaning): Partial<Element> | undefined {
  if (subAttribute !== undefined) {
    const part = op === 'remove' || isNothing(value) ? undefined : toPart(subAttribute, value);
    return { [subAttribute]: part };
  }
  if (op === 'remove' || isNothing(value)) return undefined;
  const parts = Object.entries(isObject(value) ? value : { value: value ?? null });
  return Object.fromEntries(
    parts.map(([name, part]) => [name, isNothing(part) ? undefined : toPart(name, part)]),
  );
}

/** The value that a filter describes, if the operation makes it. */
function template(attribute: string, op: string, filter: JsonObject | undefined): Element {
  if (filter === undefined) return {};
  const described: Element = {};
  for (const [name, value] of Object.entries(filter))
    described[name.toLowerCase()] = toPart(name.toLowerCase(), value);
  const isKnown = (KNOWN_TYPES[attribute] ?? []).includes(String(described.type).toLowerCase());
  const isMade = op === 'add' || isKnown;
  if (!isMade || 'value' in filter || !selects(filter, described)) throw new Failure('noTarget');
  return described;
}

/** Adds values; one that is there already is merged into, and the last primary one wins. */
function addTo(list: Element[], given: readonly Element[]): void {
  const existing = [...list];
  for (const element of given) {
    const twin = list.find((each) => areTwins(each, element));
    if (twin === undefined) list.push({ ...element });
    else change(twin, { ...element, ...('value' in twin && { value: twin.value }) });
  }
  if (!given.some(isPrimary)) return;
  const isGiven = (each: Element) => given.some((one) => isPrimary(one) && areTwins(one, each));
  demote(existing.filter((each) => !isGiven(each)));
}

function finishList(user: Fields, name: string): void {
  const list = (user[name] ?? []) as Element[];
  const kept = uniteRepeated(list.filter((element) => !isShell(element)));
  if (kept.filter(isPrimary).length > 1) throw new Failure('invalidValue');
  user[name] = kept.length === 0 ? undefined : kept;
}

/** Without what is unassigned, and what is empty then. */
function pruned(fields: Fields): JsonObject | undefined {
  const entries = Object.entries(fields)
    .map(([name, value]) => [name, isObject(value) ? pruned(value) : value] as const)
    .filter((entry): entry is readonly [string, Json] => entry[1] !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
