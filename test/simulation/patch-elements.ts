/** Values of multi-valued attributes, as the model of PATCH changes them in place. */

import { isObject, type Json, type JsonObject } from '#scim/json.ts';

export type Element = Record<string, string | boolean>;

export function selects(filter: JsonObject | undefined, element: Element): boolean {
  return Object.entries(filter ?? {}).every(([name, value]) => {
    const actual = element[name.toLowerCase()] ?? (name === 'primary' ? false : undefined);
    return actual !== undefined && same(actual) === same(value);
  });
}

/** Values that have become the same are one, and primary if one of them was. */
export function uniteRepeated(list: readonly Element[]): Element[] {
  const united: Element[] = [];
  for (const element of list) {
    const twin = united.find((each) => areTwins(each, element));
    if (twin === undefined) united.push(element);
    else {
      const wasPrimary = isPrimary(twin) || isPrimary(element);
      change(twin, { ...element, ...('value' in twin && { value: twin.value }) });
      if (wasPrimary) twin.primary = true;
    }
  }
  return united;
}

export function clear(element: Element): void {
  for (const name of Object.keys(element)) delete element[name];
}

/** One value: same type, same value (RFC 7643 §2.4); without a value, the same in all but primary. */
export function areTwins(a: Element, b: Element): boolean {
  const hasNone = a.value === undefined || b.value === undefined;
  const names = hasNone ? Object.keys({ ...a, ...b }) : ['value', 'type'];
  return names
    .filter((name) => name !== 'primary')
    .every((name) => same(a[name]) === same(b[name]));
}

export function change(element: Element, changes: Partial<Element>): void {
  for (const [name, part] of Object.entries(changes)) {
    if (part === undefined) delete element[name];
    else element[name] = part;
  }
}

export function demote(list: readonly Element[]): void {
  for (const element of list) if (element.primary === true) element.primary = false;
}

/** What says nothing is nobody's primary value: it is dropped in the end. */
export function isPrimary(element: Element): boolean {
  return element.primary === true && !isShell(element);
}

export function isShell(element: Element): boolean {
  return Object.keys(element).every((name) => ['type', 'primary', 'display'].includes(name));
}

export function toElements(value: Json | undefined): Element[] {
  const list = Array.isArray(value) ? value : isNothing(value) ? [] : [value];
  return list.map(toElement).filter((element) => Object.keys(element).length > 0);
}

function toElement(value: Json): Element {
  const entries = Object.entries(isObject(value) ? value : { value });
  return Object.fromEntries(
    entries
      .filter(([, part]) => !isNothing(part))
      .map(([name, part]) => [name, toPart(name, part)]),
  );
}

export function toPart(name: string, value: Json | undefined): string | boolean {
  return name === 'primary' ? toFlag(value) : String(value);
}

export function toFlag(value: Json | undefined): boolean {
  return String(value).toLowerCase() === 'true';
}

export function isNothing(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '';
}

export function same(value: Json | undefined): string {
  return JSON.stringify(typeof value === 'string' ? value.toLowerCase() : (value ?? null));
}

export function defined(element: Partial<Element>): Element {
  return Object.fromEntries(
    Object.entries(element).filter(
      (entry): entry is [string, string | boolean] => entry[1] !== undefined,
    ),
  );
}
